package dev.radin.store.s3;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Publication;
import dev.radin.store.http.WriteBehind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is small is put in one request, which the server takes only where nothing is; what is larger in parts, under the same
 * condition where they are put together. A large body would not do: servers that refuse it hang up while it is sent, and nobody
 * learns why.
 *
 * <p>The object carries who wrote it. Where no answer came to the request that decides, that tells whether it was this one.
 */
final class S3Publication implements Publication {

    private static final int MOST_IN_ONE_REQUEST = 256 << 10;
    private static final int SMALLEST_BUFFER = 1 << 16;
    private static final int TRIES = 8;

    private final Bucket bucket;
    private final WriteBehind writeBehind;
    private final String uri;
    private final String key;
    private final String writer = UUID.randomUUID().toString();
    private byte[] buffer = new byte[0];
    private int buffered;
    private long sizeBytes;
    private S3Upload upload;

    S3Publication(Bucket bucket, WriteBehind writeBehind, String uri, String key) {
        this.bucket = bucket;
        this.writeBehind = writeBehind;
        this.uri = uri;
        this.key = key;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public void write(ByteBuffer source) {
        while (source.hasRemaining()) {
            int most = upload == null ? S3Upload.partBytes(1) : upload.nextPartBytes();
            if (buffered == most) {
                flush();
                continue;
            }
            int count = Math.min(source.remaining(), most - buffered);
            if (buffered + count > buffer.length) {
                int least = upload == null ? SMALLEST_BUFFER : most;
                long size = Math.max(Math.max(least, 2L * buffer.length), buffered + count);
                buffer = Arrays.copyOf(buffer, (int) Math.min(most, size));
            }
            source.get(buffer, buffered, count);
            buffered += count;
            sizeBytes += count;
        }
    }

    private void flush() {
        if (upload == null) {
            upload = S3Upload.begin(bucket, writeBehind, uri, key, writer);
        }
        upload.part(buffered == buffer.length ? buffer : Arrays.copyOf(buffer, buffered));
        buffer = new byte[0];
        buffered = 0;
    }

    @Override
    public boolean publish() {
        if (upload == null && S3Store.find(bucket, uri, key).isPresent()) {
            return false;
        }
        boolean inParts = upload != null || buffered > MOST_IN_ONE_REQUEST;
        if (inParts && buffered > 0) {
            flush();
        }
        if (inParts) {
            upload.finish();
        }
        boolean won = decide(inParts);
        if (won) {
            upload = null;
        }
        return won;
    }

    /** Sends the request that decides until it is known what came of it. */
    private boolean decide(boolean inParts) {
        boolean conditional = true;
        IOException last = null;
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                S3Error refusal = inParts ? upload.complete(conditional) : put(conditional);
                if (refusal == null) {
                    return true;
                }
                if (refusal.status() == 501 || refusal.is("NotImplemented")) {
                    // It knows no conditions. Names say what their content is: two that both write it do no harm.
                    conditional = false;
                } else if (!refusal.is("PreconditionFailed", "ConditionalRequestConflict", "NoSuchUpload")
                        && refusal.status() != 412
                        && refusal.status() != 409) {
                    throw bucket.faults().writing(uri, refusal);
                }
            } catch (IOException e) {
                last = e;
            }
            Optional<S3Object> there = S3Store.find(bucket, uri, key);
            if (there.isPresent()) {
                return isOurs(there.get());
            }
            bucket.http().time().sleep(200L << tries);
        }
        throw new RadinException(
                Reason.StorageFailed,
                uri + ": cannot be written: no answer came, " + TRIES + " tries; run again",
                last);
    }

    private boolean isOurs(S3Object there) {
        return writer.equals(there.writer()) && there.sizeBytes() == sizeBytes;
    }

    private S3Error put(boolean conditional) throws IOException {
        Map<String, String> headers = new HashMap<>(Map.of(S3Object.WRITER, writer));
        if (conditional) {
            headers.put("If-None-Match", "*");
        }
        byte[] body = Arrays.copyOf(buffer, buffered);
        return bucket.askOnce(
                () -> bucket.signed(uri, "PUT", key, Bucket.NO_QUERY, headers, body), (answer, error) -> error);
    }

    @Override
    public void close() {
        buffer = new byte[0];
        if (upload != null) {
            upload.abort();
            upload = null;
        }
    }
}
