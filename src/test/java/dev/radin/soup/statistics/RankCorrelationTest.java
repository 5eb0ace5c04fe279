package dev.radin.soup.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

    /** scipy.stats.spearmanr of the same, 1.15. */
    @Test
    void isThatOfScipy() {
        double[] x = {0.1, 0.5, 0.5, 0.9, 0.3, 0.7};
        double[] y = {3, 1, 4, 4, 5, 9};

        assertThat(RankCorrelation.of(x, y)).isCloseTo(0.3088235294117647, within(1e-12));
    }

    @Test
    void isOneForTheSameOrderWhateverTheValues() {
        assertThat(RankCorrelation.of(new double[] {1, 2, 3}, new double[] {-7, 0, 1e9}))
                .isEqualTo(1);
        assertThat(RankCorrelation.of(new double[] {1, 2, 3}, new double[] {3, 2, 1}))
                .isEqualTo(-1);
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        assertThat(RankCorrelation.of(new double[] {1, 2, 3}, new double[] {5, Double.NaN, 6}))
                .isEqualTo(1);
    }

    @Test
    void isNoNumberWhereThereIsNoOrder() {
        assertThat(RankCorrelation.of(new double[] {1}, new double[] {1})).isNaN();
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {4, 4})).isNaN();
    }
}
