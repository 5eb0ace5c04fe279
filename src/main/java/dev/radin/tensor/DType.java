package dev.radin.tensor;

import java.util.Arrays;
import java.util.Optional;

/** An element type, by its safetensors name: those of the format whose elements are whole bytes. */
public enum DType {
    F64(8, Kind.AVERAGED),
    F32(4, Kind.AVERAGED),
    F16(2, Kind.AVERAGED),
    BF16(2, Kind.AVERAGED),
    I64(8, Kind.COUNTED),
    I32(4, Kind.COUNTED),
    I16(2, Kind.COUNTED),
    I8(1, Kind.COUNTED),
    U64(8, Kind.COUNTED),
    U32(4, Kind.COUNTED),
    U16(2, Kind.COUNTED),
    U8(1, Kind.COUNTED),
    BOOL(1, Kind.COUNTED),
    C64(8, Kind.CONSTANT),
    F8_E4M3(1, Kind.CONSTANT),
    F8_E5M2(1, Kind.CONSTANT),
    F8_E8M0(1, Kind.CONSTANT),
    F8_E4M3FNUZ(1, Kind.CONSTANT),
    F8_E5M2FNUZ(1, Kind.CONSTANT);

    private enum Kind {
        AVERAGED,
        COUNTED,
        CONSTANT
    }

    private final int sizeBytes;
    private final Kind kind;

    DType(int sizeBytes, Kind kind) {
        this.sizeBytes = sizeBytes;
        this.kind = kind;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /** Floating tensors are averaged; all others are copied from the first member. */
    public boolean isFloating() {
        return kind == Kind.AVERAGED;
    }

    /** True where copying the first member's tensor is right only when all members have the same: weights may be in it. */
    public boolean mustBeEqual() {
        return kind == Kind.CONSTANT;
    }

    public static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(d -> d.name().equals(name)).findFirst();
    }
}
