package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloatExponentialTest {

    /** Every float32 would take minutes; these are four in a thousand of those from −110 to 0 that differ at all. */
    @Test
    void isAsCloseAsItSays() {
        int count = 1 << 16;
        float[] x = new float[count];
        float[] result = new float[count];
        double worst = 0;
        for (int part = 0; part < 110; part++) {
            for (int k = 0; k < count; k++) {
                x[k] = -(part + k / (float) count);
            }
            float[] asked = x.clone();

            FloatExponential.ofNotPositive(x, result, count);

            for (int k = 0; k < count; k++) {
                double exact = Math.exp(asked[k]);
                double allowed = FloatExponential.RELATIVE * exact + FloatExponential.ABSOLUTE;
                worst = Math.max(worst, Math.abs(result[k] - exact) / allowed);
            }
        }
        assertThat(worst).isLessThan(1).isGreaterThan(0.05);
    }

    @Test
    void ofZeroIsOneAndOfAnythingFarBelowNothing() {
        float[] result = new float[4];

        FloatExponential.ofNotPositive(new float[] {0, -0.0f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY}, result, 4);

        assertThat(result[0]).isEqualTo(1);
        assertThat(result[1]).isEqualTo(1);
        assertThat(result[2]).isBetween(0f, 1e-20f);
        assertThat(result[3]).isBetween(0f, 1e-20f);
    }
}
