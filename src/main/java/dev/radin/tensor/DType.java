package dev.radin.tensor;

import java.util.Arrays;
import java.util.Optional;

/** An element type, by its safetensors name. */
public enum DType {
    F64(8, true),
    F32(4, true),
    F16(2, true),
    BF16(2, true),
    I64(8, false),
    I32(4, false),
    I16(2, false),
    I8(1, false),
    U8(1, false),
    BOOL(1, false);

    private final int sizeBytes;
    private final boolean floating;

    DType(int sizeBytes, boolean floating) {
        this.sizeBytes = sizeBytes;
        this.floating = floating;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /** Floating tensors are averaged; all others are copied from the first member. */
    public boolean isFloating() {
        return floating;
    }

    public static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(d -> d.name().equals(name)).findFirst();
    }
}
