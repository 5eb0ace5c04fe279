package dev.radin.tensor.torch;

import dev.radin.store.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Bytes as a stored object, which knows whether it was closed. */
final class MemoryBlob implements Blob {

    final byte[] bytes;
    boolean closed;

    MemoryBlob(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] resource(String name) {
        try (InputStream in = MemoryBlob.class.getResourceAsStream("/torch/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MemoryBlob of(String resource) {
        return new MemoryBlob(resource(resource));
    }

    @Override
    public String uri() {
        return "file:///models/m.pt";
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public void read(long position, ByteBuffer target) {
        target.put(bytes, Math.toIntExact(position), target.remaining());
    }

    @Override
    public void close() {
        closed = true;
    }
}
