package dev.radin.soup.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistancesTest {

    @Test
    void modelsCloserThanAThousandthOfTheUsualAreNextToTheSame() {
        double[][] distances = {
            {0, 1e-4, 2, 3},
            {1e-4, 0, 2, 3},
            {2, 2, 0, 4},
            {3, 3, 4, 0},
        };

        assertThat(Distances.nearlyEqual(distances)).containsExactly(new int[] {0, 1});
    }

    @Test
    void twoModelsAloneAreAtTheUsualDistance() {
        assertThat(Distances.nearlyEqual(new double[][] {{0, 1e-9}, {1e-9, 0}})).isEmpty();
        assertThat(Distances.nearlyEqual(new double[][] {{0}})).isEmpty();
    }

    @Test
    void whatIsNoNumberIsNotCompared() {
        double nan = Double.NaN;
        double[][] distances = {{0, nan, nan}, {nan, 0, nan}, {nan, nan, 0}};

        assertThat(Distances.nearlyEqual(distances)).isEmpty();
    }
}
