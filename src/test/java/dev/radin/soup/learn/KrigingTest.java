package dev.radin.soup.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class KrigingTest {

    private static final double[] UNIFORM = {0.25, 0.25, 0.25, 0.25};
    private static final double[] PAIR = {0.5, 0.5, 0, 0};

    private final Kriging kriging = new Kriging(4, List.of(UNIFORM, PAIR));

    @Test
    void atAnEvaluatedSoupLogitsAreItsOwn() {
        // But for the nugget, which stands for what rounding and the temperature leave.
        assertThat(kriging.columnWeights(UNIFORM)).containsExactly(new double[] {0, 0, 0, 0, 1, 0}, within(0.01));
        assertThat(kriging.columnWeights(PAIR)).containsExactly(new double[] {0, 0, 0, 0, 0, 1}, within(0.01));
    }

    @Test
    void atASingleModelNothingIsAdded() {
        assertThat(kriging.columnWeights(new double[] {0, 1, 0, 0})).containsExactly(0, 1, 0, 0, 0, 0);
    }

    @Test
    void withoutSoupsItIsTheAverage() {
        double[] p = {0.1, 0.2, 0.3, 0.4};

        assertThat(new Kriging(4, List.of()).columnWeights(p)).containsExactly(p);
    }

    @Test
    void derivativesAreThoseOfDifferences() {
        double[] p = {0.4, 0.3, 0.2, 0.1};
        double[] byColumn = {1, -2, 0.5, 3, -1, 2};

        double[] byModel = kriging.byModel(p, byColumn);

        for (int i = 0; i < 4; i++) {
            double[] above = p.clone();
            double[] below = p.clone();
            above[i] += 1e-6;
            below[i] -= 1e-6;
            double difference =
                    (dot(kriging.columnWeights(above), byColumn) - dot(kriging.columnWeights(below), byColumn)) / 2e-6;
            assertThat(byModel[i]).isCloseTo(difference, within(1e-7));
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }
}
