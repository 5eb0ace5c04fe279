package dev.radin.soup.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import dev.radin.soup.Single;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What every strategy promises, on simulated pools whose soups' true scores are made up from a seed. */
class StrategyPropertiesTest {

    @Provide
    Arbitrary<Strategy> strategies() {
        return Arbitraries.of(
                Strategy.auto(3),
                Strategy.autoByScores(),
                Strategy.search(3),
                Strategy.radin(30, 0, 3),
                Strategy.radin(30, 0.001, 3),
                Strategy.greedy(),
                Strategy.listed(List.of(Mixture.uniform(0, 1), Mixture.uniform(1, 0), Mixture.single(0))));
    }

    @Property(tries = 50)
    void neverProposesMoreThanTheBudgetNorAnythingTwiceNorSingleModels(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 2, max = 12) int models,
            @ForAll @IntRange(min = 0, max = 12) int budget,
            @ForAll long seed) {
        SimulatedPool pool = new SimulatedPool(models, seed);

        List<Evaluated> evaluated = pool.run(strategy, budget);

        List<Mixture> mixtures = evaluated.stream().map(Evaluated::mixture).toList();
        assertThat(mixtures).hasSizeLessThanOrEqualTo(budget).doesNotHaveDuplicates();
        assertThat(mixtures).noneMatch(Mixture::isSingle);
    }

    @Property(tries = 50)
    void choiceIsNeverBelowTheBestSingleModel(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 2, max = 8) int models,
            @ForAll @IntRange(min = 0, max = 6) int budget,
            @ForAll long seed) {
        SimulatedPool pool = new SimulatedPool(models, seed);

        Choice choice = Choice.among(pool.singles, pool.run(strategy, budget));

        double best = pool.singles.stream().mapToDouble(Single::utility).max().orElseThrow();
        assertThat(choice.chosen().utility()).isGreaterThanOrEqualTo(best);
        assertThat(choice.bestSingle().utility()).isEqualTo(best);
        assertThat(choice.gain()).isNotNegative();
    }

    @Property(tries = 50)
    void stoppedAnywhereAndResumedItEndsTheSame(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 2, max = 8) int models,
            @ForAll @IntRange(min = 1, max = 8) int budget,
            @ForAll @IntRange(min = 0, max = 8) int stoppedAfter,
            @ForAll long seed) {
        SimulatedPool pool = new SimulatedPool(models, seed);
        List<Evaluated> whole = pool.run(strategy, budget);
        List<Evaluated> part = whole.subList(0, Math.min(stoppedAfter, whole.size()));

        List<Evaluated> resumed = pool.resume(strategy, budget, part);

        assertThat(resumed).isEqualTo(whole);
    }

    @Property(tries = 30)
    void moreBudgetKeepsWhatLessBudgetEvaluated(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 2, max = 8) int models,
            @ForAll @IntRange(min = 1, max = 6) int budget,
            @ForAll long seed) {
        SimulatedPool pool = new SimulatedPool(models, seed);

        List<Evaluated> more = pool.run(strategy, budget + 3);

        assertThat(more).startsWith(pool.run(strategy, budget).toArray(Evaluated[]::new));
    }
}
