package dev.radin.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;

/** Conversion of floating elements to a larger type, which loses nothing. */
public final class Widening {

    private Widening() {}

    public static boolean isExact(DType from, DType to) {
        return from == to
                || switch (from) {
                    case F16, BF16 -> to == DType.F32 || to == DType.F64;
                    case F32 -> to == DType.F64;
                    default -> false;
                };
    }

    /** The smallest dtype that holds all values of both: F32 for F16 and BF16. Empty when one of them is not floating. */
    public static Optional<DType> common(DType one, DType other) {
        return Stream.of(one, other, DType.F32, DType.F64)
                .filter(dtype -> isExact(one, dtype) && isExact(other, dtype))
                .findFirst();
    }

    /** Little-endian elements of one type as little-endian elements of the other. */
    public static ByteBuffer convert(ByteBuffer elements, DType from, DType to) {
        if (from == to) {
            return elements;
        }
        ByteBuffer source = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int count = source.remaining() / from.sizeBytes();
        ByteBuffer target = ByteBuffer.allocate(count * to.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            float value =
                    switch (from) {
                        case F16 -> Half.f16ToFloat(source.getShort());
                        case BF16 -> Half.bf16ToFloat(source.getShort());
                        default -> source.getFloat();
                    };
            if (to == DType.F64) {
                target.putDouble(value);
            } else {
                target.putFloat(value);
            }
        }
        return target.flip();
    }
}
