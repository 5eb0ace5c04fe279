package dev.radin.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

    @Test
    void everyHalfIsWhatItsBitsSay() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            assertThat(HalfPrecision.float16((short) bits))
                    .as("0x%04X", bits)
                    .isEqualTo(Float.valueOf(formula(bits, 5, 10)));
            assertThat(HalfPrecision.bfloat16((short) bits))
                    .as("0x%04X", bits)
                    .isEqualTo(Float.valueOf(formula(bits, 8, 7)));
        }
    }

    /** IEEE 754's definition, in real arithmetic. */
    private static float formula(int bits, int exponentBits, int fractionBits) {
        int bias = (1 << exponentBits - 1) - 1;
        int exponent = bits >> fractionBits & (1 << exponentBits) - 1;
        double fraction = (bits & (1 << fractionBits) - 1) / (double) (1 << fractionBits);
        double sign = (bits & 0x8000) == 0 ? 1 : -1;
        if (exponent == (1 << exponentBits) - 1) {
            return fraction == 0 ? (float) (sign * Double.POSITIVE_INFINITY) : Float.NaN;
        }
        double value = exponent == 0 ? fraction * Math.pow(2, 1 - bias) : (1 + fraction) * Math.pow(2, exponent - bias);
        return (float) (sign * value);
    }
}
