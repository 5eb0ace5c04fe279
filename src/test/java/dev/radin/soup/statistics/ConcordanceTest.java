package dev.radin.soup.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConcordanceTest {

    /** Kendall's tau of these is 0.6 by scipy.stats.kendalltau, and concordance is (1 + tau) / 2 without ties. */
    @Test
    void itIsKendallsTauAsAProbability() {
        double[] foretold = {1, 2, 3, 4, 5, 6};
        double[] seen = {2, 1, 3, 6, 4, 5};

        assertThat(Concordance.of(foretold, seen)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void reversedItIsAlwaysWrong() {
        assertThat(Concordance.of(new double[] {3, 2, 1}, new double[] {1, 2, 3}))
                .isZero();
    }

    @Test
    void tiedForecastsCountHalfAndTiedOutcomesNotAtAll() {
        assertThat(Concordance.of(new double[] {1, 1, 2}, new double[] {1, 2, 2}))
                .isEqualTo(0.75);
    }

    @Test
    void aSoupWithoutAScoreTakesNoPart() {
        assertThat(Concordance.of(new double[] {1, 2, 9}, new double[] {1, 2, Double.NaN}))
                .isOne();
    }

    @Test
    void nothingToCompareIsNoNumber() {
        assertThat(Concordance.of(new double[] {1}, new double[] {1})).isNaN();
    }
}
