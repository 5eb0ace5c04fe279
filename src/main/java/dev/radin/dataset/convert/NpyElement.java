package dev.radin.dataset.convert;

import dev.radin.tensor.DType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** NumPy's element types that a dataset can hold, little-endian. */
enum NpyElement {
    U1(DType.U8, 1),
    I4(DType.I32, 4),
    I8(DType.I64, 8),
    F2(DType.F16, 2),
    F4(DType.F32, 4),
    /** Stored as F32, rounded to nearest. */
    F8(DType.F32, 8);

    private final DType stored;
    private final int sizeBytes;

    NpyElement(DType stored, int sizeBytes) {
        this.stored = stored;
        this.sizeBytes = sizeBytes;
    }

    /** @param descr such as {@code <f4} or {@code |u1} */
    static Optional<NpyElement> of(String descr) {
        return Arrays.stream(values())
                .filter(e -> descr.equalsIgnoreCase((e == U1 ? "|" : "<") + e.name()))
                .findFirst();
    }

    /** What a dataset holds it as. */
    DType stored() {
        return stored;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /** Appends one element in another type: F8 as F32, U1 and I4 as I64. */
    void convert(ByteBuffer source, DType to, ByteBuffer target) {
        switch (this) {
            case F8 -> target.putFloat((float) source.getDouble());
            case U1 -> target.putLong(source.get() & 0xFF);
            case I4 -> target.putLong(source.getInt());
            default -> throw new IllegalStateException("no conversion of " + this + " to " + to);
        }
    }
}
