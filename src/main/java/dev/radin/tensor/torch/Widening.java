package dev.radin.tensor.torch;

import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Conversion of floating elements to a larger type, which loses nothing. */
final class Widening {

    private Widening() {}

    static boolean isExact(DType from, DType to) {
        return from == to
                || switch (from) {
                    case F16, BF16 -> to == DType.F32 || to == DType.F64;
                    case F32 -> to == DType.F64;
                    default -> false;
                };
    }

    /** Little-endian elements of one type as little-endian elements of the other. */
    static ByteBuffer convert(ByteBuffer elements, DType from, DType to) {
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
