package dev.radin.store.s3;

import dev.radin.store.http.ObjectPlace;
import dev.radin.store.http.Ranges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where an object is, or may be. */
final class S3Place implements ObjectPlace {

    private final Bucket bucket;
    private final String uri;
    private final String key;

    /** What a request is sent with that is to be heeded only where nothing is. */
    private Map<String, String> condition = Map.of("If-None-Match", "*");

    S3Place(Bucket bucket, String uri, String key) {
        this.bucket = bucket;
        this.uri = uri;
        this.key = key;
    }

    @Override
    public String uri() {
        return uri;
    }

    String key() {
        return key;
    }

    Bucket bucket() {
        return bucket;
    }

    Map<String, String> condition() {
        return condition;
    }

    @Override
    public Optional<S3Object> find() {
        Optional<Optional<S3Object>> told = bucket.ask(
                uri, () -> bucket.signed(uri, "HEAD", key, Bucket.NO_QUERY, Map.of(), null), (answer, error) -> {
                    if (error == null) {
                        bucket.seen();
                        return Optional.of(
                                Optional.of(S3Object.of(bucket, uri, new SignedGet(bucket, uri, key), answer)));
                    }
                    return error.status() == 404 && bucket.isThere() ? Optional.of(Optional.empty()) : Optional.empty();
                });
        return told.orElseGet(this::missing);
    }

    /** An answer to HEAD has no words: only one to GET says what is wrong, and whether it is the bucket that is missing. */
    private Optional<S3Object> missing() {
        // It may have appeared meanwhile.
        return find(ByteBuffer.allocate(1));
    }

    @Override
    public Optional<S3Object> find(ByteBuffer start) {
        SignedGet get = new SignedGet(bucket, uri, key);
        return bucket.ask(uri, () -> get.call().range(0, start.capacity() - 1), (answer, error) -> {
            if (error == null || error.status() == 416) {
                // There is no part of nothing.
                bucket.seen();
                S3Object object = S3Object.of(bucket, uri, get, answer);
                new Ranges(bucket.http(), object).begin(answer, start);
                return Optional.of(object);
            }
            if (error.status() == 404 && !error.is("NoSuchBucket", "XAdminUserNotFound")) {
                bucket.seen();
                return Optional.empty();
            }
            throw bucket.faults().reading(uri, error);
        });
    }

    @Override
    public boolean put(String writer, ByteBuffer content) throws IOException {
        Map<String, String> headers = new HashMap<>(condition);
        headers.put(S3Object.WRITER, writer);
        return bucket.askOnce(
                () -> bucket.signed(uri, "PUT", key, Bucket.NO_QUERY, headers, content),
                (answer, error) -> isDone(error));
    }

    @Override
    public Upload begin(String writer) {
        return S3Upload.begin(this, writer);
    }

    /** @param error null for none */
    boolean isDone(S3Error error) {
        if (error == null) {
            return true;
        }
        if (error.status() == 501 || error.is("NotImplemented")) {
            // It knows no conditions. Names say what their content is: two that both write it do no harm.
            condition = Map.of();
        } else if (!error.is("PreconditionFailed", "ConditionalRequestConflict", "NoSuchUpload")
                && error.status() != 412
                && error.status() != 409) {
            throw bucket.faults().writing(uri, error);
        }
        return false;
    }

    @Override
    public void delete() {
        bucket.ask(uri, () -> bucket.signed(uri, "DELETE", key, Bucket.NO_QUERY, Map.of(), null), (answer, error) -> {
            if (error != null && error.status() != 404) {
                throw bucket.faults().writing(uri, error);
            }
            return null;
        });
    }
}
