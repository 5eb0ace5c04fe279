package dev.radin.store.http;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Requests to a service whose refusals may be mended, as where a token has expired: they are then made anew, once.
 *
 * @param <E> what the service says in place of an answer
 */
public final class Service<E> {

    private final Http http;
    private final Refusals<E> refusals;
    private final Predicate<E> mend;

    /** @param mend whether a refusal was mended */
    public Service(Http http, Refusals<E> refusals, Predicate<E> mend) {
        this.http = http;
        this.refusals = refusals;
        this.mend = mend;
    }

    /** What is said in place of an answer. */
    public interface Refusals<E> {
        /** @throws IOException where it asks to come later, or nobody knows what came of the request */
        E of(Answer answer, String body) throws IOException;
    }

    /** What is made of an answer, or of a refusal that nothing mends. */
    public interface Reader<E, T> {
        /**
         * @param error null for an answer
         * @throws IOException where the request should be sent again, or nobody knows what came of it
         */
        T read(Answer answer, E error) throws IOException;
    }

    /**
     * Sends a request that may be sent as often as is needed.
     *
     * @param uri what is asked for, as messages print it
     * @param request makes it, anew for each try
     */
    public <T> T ask(String uri, Supplier<Call> request, Reader<E, T> reader) {
        boolean[] mended = new boolean[1];
        while (true) {
            Outcome<T> outcome = http.exchange(uri, request, answer -> outcome(answer, reader, mended));
            if (!outcome.again) {
                return outcome.value;
            }
        }
    }

    /**
     * Sends a request that must not be sent again before somebody has looked what came of it.
     *
     * @throws IOException where nobody knows
     */
    public <T> T askOnce(Supplier<Call> request, Reader<E, T> reader) throws IOException {
        boolean[] mended = new boolean[1];
        while (true) {
            Outcome<T> outcome = http.once(request.get(), answer -> outcome(answer, reader, mended));
            if (!outcome.again) {
                return outcome.value;
            }
        }
    }

    private record Outcome<T>(T value, boolean again) {}

    private <T> Outcome<T> outcome(Answer answer, Reader<E, T> reader, boolean[] mended) throws IOException {
        if (answer.status() < 300) {
            return new Outcome<>(reader.read(answer, null), false);
        }
        E error = refusals.of(answer, answer.text());
        if (!mended[0] && mend.test(error)) {
            mended[0] = true;
            return new Outcome<>(null, true);
        }
        return new Outcome<>(reader.read(answer, error), false);
    }

    public Http http() {
        return http;
    }
}
