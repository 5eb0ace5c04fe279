package dev.radin.tensor;

import java.util.Arrays;
import java.util.Optional;

/** An element type, by its safetensors name. */
public enum DType {
    F64(64, Kind.AVERAGED),
    F32(32, Kind.AVERAGED),
    F16(16, Kind.AVERAGED),
    BF16(16, Kind.AVERAGED),
    I64(64, Kind.COUNTED),
    I32(32, Kind.COUNTED),
    I16(16, Kind.COUNTED),
    I8(8, Kind.COUNTED),
    U64(64, Kind.COUNTED),
    U32(32, Kind.COUNTED),
    U16(16, Kind.COUNTED),
    U8(8, Kind.COUNTED),
    BOOL(8, Kind.COUNTED),
    C64(64, Kind.CONSTANT),
    F8_E4M3(8, Kind.CONSTANT),
    F8_E5M2(8, Kind.CONSTANT),
    F8_E8M0(8, Kind.CONSTANT),
    F8_E4M3FNUZ(8, Kind.CONSTANT),
    F8_E5M2FNUZ(8, Kind.CONSTANT),
    F6_E2M3(6, Kind.CONSTANT),
    F6_E3M2(6, Kind.CONSTANT),
    F4(4, Kind.CONSTANT);

    private enum Kind {
        AVERAGED,
        COUNTED,
        CONSTANT
    }

    /** As many elements of any type fill whole bytes. */
    private static final int GROUP = 4;

    private final int bits;
    private final Kind kind;

    DType(int bits, Kind kind) {
        this.bits = bits;
        this.kind = kind;
    }

    /** Of one element; of those that are less than a byte, one. */
    public int sizeBytes() {
        return Math.max(1, bits / Byte.SIZE);
    }

    /**
     * Of elements that lie one behind the other.
     *
     * @throws ArithmeticException when that overflows
     */
    public long bytes(long elements) {
        return bits >= Byte.SIZE
                ? Math.multiplyExact(elements, (long) sizeBytes())
                : Math.multiplyExact(elements, (long) bits) / Byte.SIZE;
    }

    /** Whether so many elements, which do not overflow, end with a byte. */
    public boolean fillsBytes(long elements) {
        return elements * bits % Byte.SIZE == 0;
    }

    /** As many elements as so many bytes hold, and end with a byte. */
    public int elementsIn(int sizeBytes) {
        return bits >= Byte.SIZE
                ? sizeBytes / sizeBytes()
                : (int) ((long) sizeBytes * Byte.SIZE / bits / GROUP * GROUP);
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
