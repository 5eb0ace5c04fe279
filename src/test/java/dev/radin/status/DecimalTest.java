package dev.radin.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DecimalTest {

    /** What the resource's schema allows. */
    private static final int MOST_CHARACTERS = 32;

    @Example
    void hasSixDigitsAfterThePoint() {
        assertThat(Decimal.score(0.8397689)).isEqualTo("0.839769");
        assertThat(Decimal.gain(0.0091916)).isEqualTo("+0.009192");
        assertThat(Decimal.gain(-0.0)).isEqualTo("+0.000000");
    }

    @Example
    void theLossOfADivergedModelIsWrittenWithAnExponent() {
        assertThat(Decimal.score(1e25)).isEqualTo("1.000000e+25");
        assertThat(Decimal.gain(-1e25)).isEqualTo("-1.000000e+25");
        assertThat(Decimal.score(999_999_999_999_999.0)).isEqualTo("999999999999999.000000");
    }

    @Property
    void fitsTheSchemaAndReadsBack(@ForAll double value) {
        assertThat(Decimal.score(value)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(Decimal.gain(value)).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(Double.parseDouble(Decimal.score(value)))
                .isCloseTo(value, within(Math.max(1e-6, Math.abs(value) * 1e-6)));
    }
}
