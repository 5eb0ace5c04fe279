package dev.radin.soup.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.soup.Mixture;
import dev.radin.soup.estimate.Estimator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {

    @Test
    void leavingOneOutKeepsTheOthersProportions() {
        Mixture soup = Mixture.of(new int[] {0, 3, 7}, new double[] {0.5, 0.3, 0.2});

        assertThat(LeaveOneOut.without(soup, 0)).isEqualTo(Mixture.of(new int[] {3, 7}, new double[] {3, 2}));
        assertThat(LeaveOneOut.without(Mixture.uniform(1, 2), 1)).isEqualTo(Mixture.single(1));
    }

    @Test
    void estimatesAreInTheOrderOfSoupsAndMembers() {
        Estimator sizes = new Estimator() {
            @Override
            public double[] estimate(List<Mixture> mixtures) {
                return mixtures.stream()
                        .mapToDouble(m -> 10 * m.size() + m.member(0))
                        .toArray();
            }

            @Override
            public int affordable() {
                return 1;
            }
        };

        double[][] estimates = LeaveOneOut.estimates(sizes, List.of(Mixture.uniform(1, 2), Mixture.uniform(3, 4, 5)));

        assertThat(estimates[0]).containsExactly(new double[] {12, 11}, within(0.0));
        assertThat(estimates[1]).containsExactly(new double[] {24, 23, 23}, within(0.0));
    }
}
