package dev.radin.tensor.torch;

import dev.radin.tensor.DType;
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
                        case F16 -> half(source.getShort());
                        case BF16 -> Float.intBitsToFloat(source.getShort() << 16);
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

    /** IEEE 754 binary16. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f; // zero and the subnormals
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
