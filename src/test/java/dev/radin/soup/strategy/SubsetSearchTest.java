package dev.radin.soup.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.soup.Mixture;
import dev.radin.soup.estimate.Estimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetSearchTest {

    private static final SearchObjective ESTIMATE = (soup, estimate) -> estimate;

    /** Of 57 soups all are affordable roughly, or a local search of 40. */
    @ParameterizedTest
    @ValueSource(ints = {57, 40})
    void ofManyThatItLooksAtRoughlyTheBestAreEstimatedInFull(int roughly) {
        Noisy estimator = new Noisy(6, roughly);

        List<Candidate> found = new SubsetSearch(estimator, ESTIMATE, new int[] {0, 1, 2, 3, 4, 5}).run(1);

        assertThat(found).hasSize(6).isSortedAccordingTo(Candidate.BEST_FIRST);
        assertThat(found).allSatisfy(soup -> assertThat(soup.estimate()).isEqualTo(Noisy.truth(soup.mixture())));
        assertThat(estimator.inFull).hasSize(6);
        assertThat(estimator.roughly).hasSizeBetween(20, roughly);
    }

    @ParameterizedTest
    @ValueSource(ints = {57, 70_000})
    void whereEverySoupIsAffordableNoneIsLookedAtRoughly(int affordable) {
        Noisy estimator = new Noisy(affordable, 70_000);

        List<Candidate> found = new SubsetSearch(estimator, ESTIMATE, new int[] {0, 1, 2, 3, 4, 5}).run(1);

        assertThat(found).hasSize(57);
        assertThat(estimator.roughly).isEmpty();
    }

    @Test
    void searchFindsTheBestOfAllSubsetsByItsScore() {
        SimulatedPool pool = new SimulatedPool(7, 11);
        double best = Subsets.all(IntStream.range(0, 7).toArray()).stream()
                .mapToDouble(m -> pool.estimator.estimate(List.of(m))[0] / 2
                        + Arrays.stream(m.members())
                                        .mapToDouble(i -> pool.singles.get(i).utility())
                                        .average()
                                        .orElseThrow()
                                / 2)
                .max()
                .orElseThrow();

        Candidate first =
                Strategy.search(0).propose(pool.state(List.of()), 1).next().get(0);

        assertThat(first.score()).isCloseTo(best, within(1e-12));
    }

    /** What it says roughly is off by less than most soups differ. */
    private static final class Noisy implements Estimator {

        private final int affordable;
        private final int affordableRoughly;
        private final List<Mixture> inFull = new ArrayList<>();
        private final List<Mixture> roughly = new ArrayList<>();

        Noisy(int affordable, int affordableRoughly) {
            this.affordable = affordable;
            this.affordableRoughly = affordableRoughly;
        }

        static double truth(Mixture soup) {
            return soup.hashCode() % 1000 / 1000.0;
        }

        @Override
        public double[] estimate(List<Mixture> mixtures) {
            inFull.addAll(mixtures);
            return mixtures.stream().mapToDouble(Noisy::truth).toArray();
        }

        @Override
        public double[] rough(List<Mixture> mixtures) {
            roughly.addAll(mixtures);
            return mixtures.stream()
                    .mapToDouble(soup -> truth(soup) + soup.hashCode() % 7 / 1000.0)
                    .toArray();
        }

        @Override
        public int affordable() {
            return affordable;
        }

        @Override
        public int affordableRoughly() {
            return affordableRoughly;
        }
    }
}
