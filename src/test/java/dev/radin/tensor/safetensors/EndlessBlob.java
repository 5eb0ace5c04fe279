package dev.radin.tensor.safetensors;

import dev.radin.store.Blob;
import java.nio.ByteBuffer;

/** A file larger than memory: a few bytes, then the same one up to its size. Counts what is read. */
final class EndlessBlob implements Blob {

    private final byte[] start;
    private final char rest;
    private final long size;
    private long bytesRead;

    EndlessBlob(byte[] start, char rest, long size) {
        this.start = start;
        this.rest = rest;
        this.size = size;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public String uri() {
        return "file:///models/endless.safetensors";
    }

    @Override
    public long sizeBytes() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer target) {
        if (position + target.remaining() > size) {
            throw new IndexOutOfBoundsException("reads beyond the end");
        }
        bytesRead += target.remaining();
        for (long at = position; target.hasRemaining(); at++) {
            target.put(at < start.length ? start[(int) at] : (byte) rest);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
