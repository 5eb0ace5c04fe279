package dev.radin.store;

import dev.radin.digest.Sha256;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object that is held to a digest while it is read. What comes in turn is digested on the way; what comes before its turn is
 * read once more when that is there. With the last byte that anybody asks for, all of it is known to be right.
 */
public final class VerifiedBlob implements Blob {

    private static final int BLOCK_BYTES = 1 << 18;

    private final Blob blob;
    private final String digest;
    private final Runnable verified;
    private final Sha256 sum = new Sha256();

    /** Up to here. */
    private long summed;

    /** What was read beyond, from where to where. */
    private final TreeMap<Long, Long> beyond = new TreeMap<>();

    private boolean isDone;

    /**
     * @param blob which is closed with it
     * @param digest {@code sha256:<hex>}
     * @param verified is run once all of it is known to be right
     */
    public VerifiedBlob(Blob blob, String digest, Runnable verified) {
        this.blob = blob;
        this.digest = digest;
        this.verified = verified;
    }

    @Override
    public String uri() {
        return blob.uri();
    }

    @Override
    public long sizeBytes() {
        return blob.sizeBytes();
    }

    /** @throws RadinException {@code InputChanged} also where this was what lacked, and the digest is another */
    @Override
    public void read(long position, ByteBuffer target) {
        ByteBuffer content = target.duplicate();
        blob.read(position, target);
        take(position, content.limit(target.position()));
    }

    private synchronized void take(long position, ByteBuffer content) {
        long end = position + content.remaining();
        if (isDone || end <= summed) {
            return;
        }
        if (position > summed) {
            beyond.merge(position, end, Math::max);
            return;
        }
        sum.update(content.position(content.position() + (int) (summed - position)));
        summed = end;
        while (!beyond.isEmpty() && beyond.firstKey() <= summed) {
            readOn(beyond.pollFirstEntry());
        }
        if (summed == sizeBytes()) {
            check();
        }
    }

    private void readOn(Map.Entry<Long, Long> part) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        while (summed < part.getValue()) {
            block.clear().limit((int) Math.min(BLOCK_BYTES, part.getValue() - summed));
            blob.read(summed, block);
            summed += block.flip().remaining();
            sum.update(block);
        }
    }

    private void check() {
        isDone = true;
        String found = "sha256:" + sum.hex();
        if (!found.equals(digest)) {
            throw new RadinException(
                    Reason.InputChanged,
                    uri() + ": its content is " + found + ", and " + digest + " where it is kept; put it there again");
        }
        verified.run();
    }

    @Override
    public void close() {
        blob.close();
    }
}
