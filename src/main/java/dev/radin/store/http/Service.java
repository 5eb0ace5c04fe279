package dev.radin.store.http;

import java.io.IOException;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Requests to a service whose refusals may be mended, as where a token has expired: they are then made anew, once. */
public final class Service {

    /** Of resumable uploads, where it leads nowhere. */
    private static final int RESUME_INCOMPLETE = 308;

    private final Http http;
    private final BiPredicate<Integer, String> mend;

    /** @param mend whether a refusal, its status and what the server says, was mended */
    public Service(Http http, BiPredicate<Integer, String> mend) {
        this.http = http;
        this.mend = mend;
    }

    /** What is made of an answer, or of a refusal that nothing mends. */
    public interface Reader<T> {
        /**
         * @param refusal what the server says; null for an answer
         * @throws IOException where the request should be sent again, or nobody knows what came of it
         */
        T read(Answer answer, String refusal) throws IOException;
    }

    /**
     * Sends a request that may be sent as often as is needed.
     *
     * @param uri what is asked for, as messages print it
     * @param request makes it, anew for each try
     */
    public <T> T ask(String uri, Supplier<Call> request, Reader<T> reader) {
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
    public <T> T askOnce(Supplier<Call> request, Reader<T> reader) throws IOException {
        boolean[] mended = new boolean[1];
        while (true) {
            Outcome<T> outcome = http.once(request.get(), answer -> outcome(answer, reader, mended));
            if (!outcome.again) {
                return outcome.value;
            }
        }
    }

    private record Outcome<T>(T value, boolean again) {}

    private <T> Outcome<T> outcome(Answer answer, Reader<T> reader, boolean[] mended) throws IOException {
        if (answer.status() < 300 || answer.status() == RESUME_INCOMPLETE) {
            return new Outcome<>(reader.read(answer, null), false);
        }
        String refusal = answer.text();
        if (!mended[0] && mend.test(answer.status(), refusal)) {
            mended[0] = true;
            return new Outcome<>(null, true);
        }
        return new Outcome<>(reader.read(answer, refusal), false);
    }

    public Http http() {
        return http;
    }
}
