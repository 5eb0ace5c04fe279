package dev.radin.store.oci;

import dev.radin.digest.Sha256;
import dev.radin.store.Blob;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A blob from its start to its end, digested on the way. */
final class DigestedStream extends InputStream {

    private static final int BLOCK_BYTES = 1 << 20;

    private final Blob blob;
    private final Sha256 digest = new Sha256();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).limit(0);
    private long reached;

    DigestedStream(Blob blob) {
        this.blob = blob;
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : block.get() & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, block.remaining());
        block.get(target, offset, count);
        return count;
    }

    private boolean isAtEnd() {
        if (block.hasRemaining()) {
            return false;
        }
        long left = blob.sizeBytes() - reached;
        if (left == 0) {
            return true;
        }
        block.clear().limit((int) Math.min(BLOCK_BYTES, left));
        blob.read(reached, block);
        block.flip();
        reached += block.remaining();
        digest.update(block.duplicate());
        return false;
    }

    /** Reads what is left; {@code sha256:<hex>} of all of it. */
    String digest() {
        do {
            block.position(block.limit());
        } while (!isAtEnd());
        return "sha256:" + digest.hex();
    }
}
