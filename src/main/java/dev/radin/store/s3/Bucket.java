package dev.radin.store.s3;

import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signed requests to one bucket. Where they are refused for what can be mended, that is done once: credentials, region. */
final class Bucket {

    static final SortedMap<String, String> NO_QUERY = new TreeMap<>();

    private final Http http;
    private final CredentialChain credentials;
    private volatile Endpoint endpoint;

    Bucket(Http http, CredentialChain credentials, Endpoint endpoint) {
        this.http = http;
        this.credentials = credentials;
        this.endpoint = endpoint;
    }

    /**
     * A request as it would be sent now.
     *
     * @param uri what it is for, as messages print it
     * @param key empty for the bucket itself
     */
    Call signed(
            String uri,
            String method,
            String key,
            SortedMap<String, String> query,
            Map<String, String> headers,
            byte[] body) {
        Endpoint now = endpoint;
        Call plain = new Call(method, now.uri(key, query), headers, body);
        Credentials with = credentials.get(uri);
        if (with.isAnonymous()) {
            return plain;
        }
        return new Call(
                method,
                plain.uri(),
                Signature.sign(
                        with,
                        now.region(),
                        Instant.ofEpochMilli(http.time().millis()),
                        method,
                        plain.uri(),
                        headers,
                        body),
                body);
    }

    /** A request that may be sent as often as is needed. */
    interface Request {
        Call make();
    }

    /** What is made of an answer, or of an error that nothing mends. */
    interface Reader<T> {
        /** @param error null for an answer */
        T read(Answer answer, S3Error error) throws IOException;
    }

    <T> T ask(String uri, Request request, Reader<T> reader) {
        boolean[] mended = new boolean[1];
        while (true) {
            Outcome<T> outcome = http.exchange(uri, request::make, answer -> outcome(answer, reader, mended));
            if (!outcome.again) {
                return outcome.value;
            }
        }
    }

    /** @throws IOException where nobody knows what came of the request */
    <T> T askOnce(Request request, Reader<T> reader) throws IOException {
        boolean[] mended = new boolean[1];
        while (true) {
            Outcome<T> outcome = http.once(request.make(), answer -> outcome(answer, reader, mended));
            if (!outcome.again) {
                return outcome.value;
            }
        }
    }

    private record Outcome<T>(T value, boolean again) {}

    private <T> Outcome<T> outcome(Answer answer, Reader<T> reader, boolean[] mended) throws IOException {
        if (answer.status() < 300) {
            return new Outcome<>(reader.read(answer, null), false);
        }
        S3Error error = S3Error.of(answer);
        if (error.is("RequestTimeout", "InternalError", "SlowDown")) {
            throw new IOException(error.code());
        }
        if (!mended[0] && mend(error)) {
            mended[0] = true;
            return new Outcome<>(null, true);
        }
        return new Outcome<>(reader.read(answer, error), false);
    }

    /** Whether the request may be made anew. */
    boolean mend(S3Error error) {
        if (error.isExpired()) {
            credentials.renew();
            return true;
        }
        if (error.isElsewhere() && error.region() != null && !error.region().equals(endpoint.region())) {
            endpoint = endpoint.in(error.region());
            return true;
        }
        return false;
    }

    S3Faults faults() {
        return new S3Faults(endpoint, credentials.shown());
    }

    Http http() {
        return http;
    }
}
