package dev.radin.tensor;

/**
 * The two 16-bit floating types, as bits: F16 (IEEE 754 binary16) and BF16 (the upper half of an F32). Rounding is to
 * nearest, ties to even, and NaN then keeps no payload; widening is exact, NaN's payload included.
 */
public final class Half {

    private static final long BEYOND_F32 = (1L << 29) - 1;

    private static final float[] F16_VALUES = new float[1 << 16];

    static {
        for (int bits = 0; bits < F16_VALUES.length; bits++) {
            F16_VALUES[bits] = decodeF16(bits);
        }
    }

    private Half() {}

    public static float f16ToFloat(short bits) {
        return F16_VALUES[bits & 0xFFFF];
    }

    private static float decodeF16(int bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    /**
     * Two elements an {@code int}, as they lie in memory.
     *
     * @param floats takes the low halves of all, then the high halves of all
     */
    public static void f16ToFloats(int[] packed, int pairs, float[] floats) {
        for (int i = 0; i < pairs; i++) {
            floats[i] = F16_VALUES[packed[i] & 0xFFFF];
            floats[pairs + i] = F16_VALUES[packed[i] >>> 16];
        }
    }

    public static float bf16ToFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    public static short floatToF16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFF_FFFF;
        if (magnitude > 0x7F80_0000) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= 0x4780_0000) { // 65536 and more, which no rounding brings back into range
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x3880_0000) { // below 2^-14: subnormal, units of 2^-24
            // Adding 0.5 leaves 24 bits from 2^-24 on, so the addition itself rounds to nearest even.
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | Float.floatToRawIntBits(shifted) - 0x3F00_0000);
        }
        int odd = magnitude >>> 13 & 1;
        return (short) (sign | magnitude - 0x3800_0000 + 0xFFF + odd >>> 13);
    }

    public static short floatToBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & 0x7FFF_FFFF) > 0x7F80_0000) {
            return (short) (bits >>> 16 & 0x8000 | 0x7FC0);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    /**
     * The F32 next to a value that is not exact, with its last bit set ("round to odd"): rounding that once more to F16
     * or BF16 gives what rounding the value directly would, which rounding to the nearest F32 first does not.
     */
    public static float roundToOdd(double value) {
        if (Math.abs(value) < Float.MIN_NORMAL) {
            return subnormalToOdd(value);
        }
        // An F64 has 29 bits more. If any of them is set, so is the last bit that stays; no branch, as it would be
        // random.
        long bits = Double.doubleToRawLongBits(value);
        long inexact = (bits & BEYOND_F32) + BEYOND_F32 & BEYOND_F32 + 1;
        return (float) Double.longBitsToDouble(bits & ~BEYOND_F32 | inexact);
    }

    private static float subnormalToOdd(double value) {
        float nearest = (float) value;
        int bits = Float.floatToRawIntBits(nearest);
        if (nearest == value || (bits & 1) != 0) {
            return nearest;
        }
        // An even neighbour was chosen; the odd one lies on the other side of the value.
        boolean towardsZero = Math.abs((double) nearest) > Math.abs(value);
        return Float.intBitsToFloat(towardsZero ? bits - 1 : bits + 1);
    }
}
