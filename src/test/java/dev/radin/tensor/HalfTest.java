package dev.radin.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfTest {

    private static final int F16_MAX = 0x7BFF;
    private static final int BF16_MAX = 0x7F7F;

    @Test
    void everyF16SurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.f16ToFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Half.floatToF16(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void everyBf16SurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.bf16ToFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Half.floatToBf16(value)).isEqualTo((short) bits);
            }
        }
    }

    /** Values from the definition in IEEE 754. */
    @ParameterizedTest
    @CsvSource({"0x0001,0x1p-24", "0x03ff,0x3ffp-24", "0x0400,0x1p-14", "0x3c00,1", "0x3555,0x555p-12", "0x7bff,65504"})
    void decodesF16(String bits, String value) {
        short code = (short) Integer.decode(bits).intValue();

        assertThat(Half.f16ToFloat(code)).isEqualTo(Float.parseFloat(value.startsWith("0x") ? value : value + "f"));
    }

    @Test
    void nanStaysNan() {
        for (int payload : new int[] {0x7F80_0001, 0x7FC0_0000, 0xFFFF_FFFF, 0xFF80_0001}) {
            float nan = Float.intBitsToFloat(payload);

            assertThat(Half.f16ToFloat(Half.floatToF16(nan))).isNaN();
            assertThat(Half.bf16ToFloat(Half.floatToBf16(nan))).isNaN();
            assertThat(Half.roundToOdd(nan)).isNaN();
        }
    }

    @Test
    void roundsAnyDoubleOnceToTheNearestF16() {
        check(F16_MAX, bits -> Half.f16ToFloat((short) bits), d -> Half.floatToF16(Half.roundToOdd(d)));
    }

    @Test
    void roundsAnyDoubleOnceToTheNearestBf16() {
        check(BF16_MAX, bits -> Half.bf16ToFloat((short) bits), d -> Half.floatToBf16(Half.roundToOdd(d)));
    }

    private interface Rounding {
        short apply(double value);
    }

    /** Around the middle of neighbouring values, where rounding twice goes wrong, on both sides of zero. */
    private static void check(int max, IntToDoubleFunction decode, Rounding round) {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int below = i < 200 ? i : i < 400 ? max - (i - 200) : random.nextInt(max + 1);
            double low = decode.applyAsDouble(below);
            // Beyond the largest value the next step is where overflow begins.
            double high = below == max ? low + (low - decode.applyAsDouble(max - 1)) : decode.applyAsDouble(below + 1);
            double middle = low + (high - low) / 2;
            double offset = (high - low) * Math.scalb(random.nextDouble() - 0.5, -random.nextInt(45));
            double value = i % 3 == 0 ? middle : middle + offset;

            int side = new BigDecimal(value).compareTo(new BigDecimal(middle));
            int expected = side < 0 || side == 0 && below % 2 == 0 ? below : below + 1;

            assertThat(round.apply(value)).as("%a", value).isEqualTo((short) expected);
            assertThat(round.apply(-value)).as("%a", -value).isEqualTo((short) (expected | 0x8000));
        }
    }

    @Test
    void everyHalfIsWhatItsBitsSay() {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            assertThat(Half.f16ToFloat((short) bits)).as("0x%04X", bits).isEqualTo(Float.valueOf(formula(bits, 5, 10)));
            assertThat(Half.bf16ToFloat((short) bits)).as("0x%04X", bits).isEqualTo(Float.valueOf(formula(bits, 8, 7)));
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
