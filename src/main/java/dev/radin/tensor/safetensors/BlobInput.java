package dev.radin.tensor.safetensors;

import dev.radin.store.Blob;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A range of a blob as a stream, so that a header is parsed without being held. Closing it leaves the blob open. */
final class BlobInput extends InputStream {

    private static final int CHUNK_BYTES = 1 << 16;

    private final Blob blob;
    private final long end;
    private long position;
    private ByteBuffer chunk = ByteBuffer.allocate(0);

    BlobInput(Blob blob, long position, long length) {
        this.blob = blob;
        this.position = position;
        this.end = position + length;
    }

    @Override
    public int read() {
        return refill() ? chunk.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!refill()) {
            return -1;
        }
        int count = Math.min(length, chunk.remaining());
        chunk.get(target, offset, count);
        return count;
    }

    private boolean refill() {
        if (!chunk.hasRemaining() && position < end) {
            chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, end - position));
            blob.read(position, chunk);
            chunk.flip();
            position += chunk.remaining();
        }
        return chunk.hasRemaining();
    }
}
