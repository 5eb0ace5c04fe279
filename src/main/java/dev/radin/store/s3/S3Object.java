package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.store.Stat;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.StoredObject;
import java.io.IOException;
import java.time.Instant;

/**
 * One version of an object.
 *
 * @param tag its ETag; null where the server has none
 * @param writer by what it was published; null where that is not known
 */
record S3Object(
        Bucket bucket, String uri, SignedGet request, long sizeBytes, String tag, Instant written, String writer)
        implements StoredObject {

    static final String WRITER = "x-amz-meta-radin-writer";

    /** @param answer to a request for it, or for a part of it */
    static S3Object of(Bucket bucket, String uri, SignedGet request, Answer answer) {
        return new S3Object(
                bucket,
                uri,
                request,
                Math.max(0, Ranges.totalOf(answer)),
                answer.header("ETag"),
                answer.modified(),
                answer.header(WRITER));
    }

    @Override
    public Stat stat() {
        return new Stat(uri, sizeBytes, tag == null ? "" : "etag " + tag, written);
    }

    @Override
    public Call get() {
        Call call = request.call();
        return tag == null ? call : call.with("If-Match", tag);
    }

    @Override
    public boolean isSame(Answer answer) {
        return tag == null || tag.equals(answer.header("ETag"));
    }

    @Override
    public boolean isMended(int status, String refusal) {
        return bucket.mend(S3Error.of(status, refusal));
    }

    @Override
    public RadinException refused(Answer answer) throws IOException {
        return bucket.faults().reading(uri, S3Error.of(answer));
    }
}
