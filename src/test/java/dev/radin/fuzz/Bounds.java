package dev.radin.fuzz;

import dev.radin.store.Blob;
import dev.radin.store.HeapBlob;
import dev.radin.tensor.Limits;

/** What is read is bytes of the fuzzer, by limits small enough for it to reach, and for a heap of 256 MiB. */
public final class Bounds {

    public static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 100_000, 10_000, 32 << 20);

    private Bounds() {}

    public static Blob blob(byte[] bytes) {
        return new HeapBlob("file:///fuzzed", bytes);
    }
}
