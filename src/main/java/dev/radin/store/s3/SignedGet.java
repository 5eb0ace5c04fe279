package dev.radin.store.s3;

import dev.radin.store.http.Call;
import java.util.Map;

/**
 * The request for an object. Which part of it is asked for is not signed, so one signature serves for all parts, for a while: to
 * sign is most of what a part costs.
 */
final class SignedGet {

    /** Servers take a signature for a quarter of an hour. */
    private static final long FRESH_MILLIS = 60_000;

    private final Bucket bucket;
    private final String uri;
    private final String key;
    private volatile Signed last;

    SignedGet(Bucket bucket, String uri, String key) {
        this.bucket = bucket;
        this.uri = uri;
        this.key = key;
    }

    private record Signed(Call call, Bucket.Signer by, long millis) {}

    /** As it would be sent now. */
    Call call() {
        long now = bucket.http().time().millis();
        Bucket.Signer signer = bucket.signer(uri);
        Signed signed = last;
        if (signed == null || !signed.by.equals(signer) || now - signed.millis > FRESH_MILLIS) {
            signed = new Signed(bucket.signed(signer, "GET", key, Bucket.NO_QUERY, Map.of(), null), signer, now);
            last = signed;
        }
        return signed.call;
    }
}
