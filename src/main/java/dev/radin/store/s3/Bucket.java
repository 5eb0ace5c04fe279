package dev.radin.store.s3;

import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Http;
import dev.radin.store.http.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Signed requests to one bucket. Where they are refused for what can be mended, that is done once: credentials, region. */
final class Bucket {

    static final SortedMap<String, String> NO_QUERY = new TreeMap<>();

    private final Service<S3Error> service;
    private final CredentialChain credentials;
    private final boolean paysForRequests;
    private volatile Endpoint endpoint;
    private volatile boolean seen;

    /** @param paysForRequests whether that is said with each of them */
    Bucket(Http http, CredentialChain credentials, boolean paysForRequests, Endpoint endpoint) {
        this.service = new Service<>(http, Bucket::refusal, this::mend);
        this.credentials = credentials;
        this.paysForRequests = paysForRequests;
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
            ByteBuffer body) {
        return signed(signer(uri), method, key, query, headers, body);
    }

    /** Who signs, and where: what a signature depends on beside the request and the time. */
    record Signer(Credentials credentials, Endpoint endpoint) {}

    /** @param uri what is to be asked for, as messages print it */
    Signer signer(String uri) {
        return new Signer(credentials.get(uri), endpoint);
    }

    Call signed(
            Signer signer,
            String method,
            String key,
            SortedMap<String, String> query,
            Map<String, String> headers,
            ByteBuffer body) {
        Call asked = new Call(method, signer.endpoint.uri(key, query), headers, body);
        Call plain = paysForRequests ? asked.with("x-amz-request-payer", "requester") : asked;
        if (signer.credentials.isAnonymous()) {
            return plain;
        }
        Map<String, String> signed = Signature.sign(
                signer.credentials,
                signer.endpoint.region(),
                Instant.ofEpochMilli(http().time().millis()),
                method,
                plain.uri(),
                plain.headers(),
                body);
        // In another region the signature is of no use.
        return new Call(method, plain.uri(), signed, body).madeAnewBy(S3Error.REGION_HEADER);
    }

    /** A request that may be sent as often as is needed. */
    <T> T ask(String uri, Supplier<Call> request, Service.Reader<S3Error, T> reader) {
        return service.ask(uri, request, reader);
    }

    /** @throws IOException where nobody knows what came of the request */
    <T> T askOnce(Supplier<Call> request, Service.Reader<S3Error, T> reader) throws IOException {
        return service.askOnce(request, reader);
    }

    private static S3Error refusal(Answer answer, String body) throws IOException {
        S3Error error = S3Error.of(answer, body);
        if (error.is("RequestTimeout", "InternalError", "SlowDown")) {
            throw new IOException(error.code());
        }
        return error;
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

    /** To be said where an answer shows it. */
    void seen() {
        seen = true;
    }

    boolean isThere() {
        return seen;
    }

    S3Faults faults() {
        return new S3Faults(endpoint, credentials.shown());
    }

    Http http() {
        return service.http();
    }
}
