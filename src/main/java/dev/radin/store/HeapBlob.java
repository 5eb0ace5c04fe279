package dev.radin.store;

import java.nio.ByteBuffer;
import java.util.Objects;

/** An object whose content is in memory. Asking for what lies outside of it is an error of the reader. */
public record HeapBlob(String uri, byte[] content) implements Blob {

    @Override
    public long sizeBytes() {
        return content.length;
    }

    @Override
    public void read(long position, ByteBuffer target) {
        Objects.checkFromIndexSize(position, target.remaining(), content.length);
        target.put(content, (int) position, target.remaining());
    }

    /** The content stays for others. */
    @Override
    public void close() {}
}
