package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Property(tries = 3000)
    void isWithinARoundingOrTwoOfOne(@ForAll @DoubleRange(min = -800, max = 0) double x) {
        assertThat(exp(x)).isCloseTo(Math.exp(x), within(2e-15));
    }

    @Property(tries = 3000)
    void isNearlyExactNearZero(@ForAll @DoubleRange(min = -1, max = 0) double x) {
        assertThat(exp(x)).isCloseTo(Math.exp(x), within(1e-15));
    }

    @Test
    void ofTheLargestLogitIsOne() {
        assertThat(exp(0)).isEqualTo(1);
        assertThat(exp(-Double.MAX_VALUE)).isCloseTo(0, within(1e-15));
    }

    private static double exp(double x) {
        double[] result = new double[1];
        new Exponential(1).ofNotPositive(new double[] {x}, result);
        return result[0];
    }
}
