package dev.radin.tensor.average;

import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import java.nio.IntBuffer;

/**
 * Many 16-bit floats at once, two in an {@code int} as they lie in memory. In a row of F32 the elements of even index come
 * first and those of odd index behind them: so every loop runs over whole arrays of one type, which is what the compiler
 * vectorises. It computes what {@link Half} does for one.
 */
final class PackedHalves {

    private static final int SIGN = 0x8000_0000;
    private static final int F32_INFINITY = 0x7F80_0000;

    private final int[] packed;
    private final int[] bits;
    private final int[] shiftedBits;
    private final float[] shifted;
    private final FloatBits floatBits;

    /** @param capacity the most elements of a row, even */
    PackedHalves(int capacity) {
        packed = new int[capacity / 2];
        bits = new int[capacity];
        shiftedBits = new int[capacity];
        shifted = new float[capacity];
        floatBits = new FloatBits(capacity);
    }

    /** Where in a row of {@code pairs} pairs the element {@code index} is. */
    static int position(int index, int pairs) {
        return (index & 1) * pairs + (index >> 1);
    }

    void decode(DType dtype, IntBuffer source, int at, int pairs, float[] row) {
        source.get(at, packed, 0, pairs);
        if (dtype == DType.F16) {
            Half.f16ToFloats(packed, pairs, row);
        } else {
            widenLow(packed, bits, pairs);
            widenHigh(packed, bits, pairs);
            floatBits.toFloats(bits, row, 2 * pairs);
        }
    }

    void encode(DType dtype, float[] row, int pairs, IntBuffer target, int at) {
        floatBits.toBits(row, bits, 2 * pairs);
        if (dtype == DType.F16) {
            shift(row, shifted, 2 * pairs);
            floatBits.toBits(shifted, shiftedBits, 2 * pairs);
            roundToF16(bits, shiftedBits, 2 * pairs);
        } else {
            roundToBf16(bits, 2 * pairs);
        }
        pack(bits, packed, pairs);
        target.put(at, packed, 0, pairs);
    }

    private static void widenLow(int[] packed, int[] bits, int pairs) {
        for (int i = 0; i < pairs; i++) {
            bits[i] = packed[i] << 16;
        }
    }

    private static void widenHigh(int[] packed, int[] bits, int pairs) {
        for (int i = 0; i < pairs; i++) {
            bits[pairs + i] = packed[i] & 0xFFFF_0000;
        }
    }

    // Below, -1 and 0 stand for true and false: a condition would keep a loop from being vectorised.

    private static void roundToBf16(int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            int value = bits[i];
            int isNan = F32_INFINITY - (value & ~SIGN) >> 31;
            int rounded = value + 0x7FFF + (value >>> 16 & 1) >>> 16;
            int nan = value >>> 16 & 0x8000 | 0x7FC0;
            bits[i] = rounded & ~isNan | nan & isNan;
        }
    }

    /** Adding 0.5 leaves 24 bits from 2^-24 on, the unit of F16's subnormals, so the addition itself rounds. */
    private static void shift(float[] row, float[] shifted, int count) {
        for (int i = 0; i < count; i++) {
            shifted[i] = Math.abs(row[i]) + 0.5f;
        }
    }

    private static void roundToF16(int[] bits, int[] shiftedBits, int count) {
        for (int i = 0; i < count; i++) {
            int magnitude = bits[i] & ~SIGN;
            int isSubnormal = magnitude - 0x3880_0000 >> 31; // below 2^-14
            int isBeyond = 0x477F_FFFF - magnitude >> 31; // 65536 and more, infinity and NaN among them
            int isNan = F32_INFINITY - magnitude >> 31;
            int subnormal = shiftedBits[i] - 0x3F00_0000;
            int normal = magnitude - 0x3800_0000 + 0xFFF + (magnitude >>> 13 & 1) >>> 13;
            int beyond = 0x7C00 | 0x0200 & isNan;
            bits[i] = subnormal & isSubnormal
                    | normal & ~(isSubnormal | isBeyond)
                    | beyond & isBeyond
                    | bits[i] >>> 16 & 0x8000;
        }
    }

    private static void pack(int[] bits, int[] packed, int pairs) {
        for (int i = 0; i < pairs; i++) {
            packed[i] = bits[i] & 0xFFFF | bits[pairs + i] << 16;
        }
    }
}
