package dev.radin.fuzz;

import dev.radin.store.Blob;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Bytes from the fuzzer as a stored object. Asking for what lies outside of them is an error of the reader. */
public record FuzzedBlob(String uri, byte[] bytes) implements Blob {

    public FuzzedBlob(byte[] bytes) {
        this("file:///fuzzed", bytes);
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public void read(long position, ByteBuffer target) {
        Objects.checkFromIndexSize(position, target.remaining(), bytes.length);
        target.put(bytes, (int) position, target.remaining());
    }

    @Override
    public void close() {}
}
