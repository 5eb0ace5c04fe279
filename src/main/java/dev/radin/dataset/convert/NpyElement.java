package dev.radin.dataset.convert;

import dev.radin.tensor.DType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** NumPy's element types that a dataset can hold. */
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

    /** @param descr such as {@code <f4}, {@code >f4} or {@code |u1} */
    static Optional<NpyElement> of(String descr) {
        return Arrays.stream(values())
                .filter(e -> descr.length() == 3
                        && (e == U1 ? "|<>" : "<>").indexOf(descr.charAt(0)) >= 0
                        && descr.substring(1).equals(e.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** What a dataset holds it as. */
    DType stored() {
        return stored;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /** Appends one element, little-endian: F8 as F32, integers as I64 where indices are wanted, others as they are. */
    void convert(ByteBuffer source, DType to, ByteBuffer target) {
        switch (this) {
            case F8 -> target.putFloat((float) source.getDouble());
            case F4 -> target.putFloat(source.getFloat());
            case F2 -> target.putShort(source.getShort());
            case I8 -> target.putLong(source.getLong());
            case U1 -> {
                if (to == DType.I64) {
                    target.putLong(source.get() & 0xFF);
                } else {
                    target.put(source.get());
                }
            }
            case I4 -> {
                if (to == DType.I64) {
                    target.putLong(source.getInt());
                } else {
                    target.putInt(source.getInt());
                }
            }
        }
    }
}
