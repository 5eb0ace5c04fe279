package dev.radin.soup.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Barrier;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.learn.MixtureFit;
import dev.radin.soup.statistics.Basins;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the strategy of a selection that names none does, where there are logits. */
class AutoTest {

    /** An adapter merged into its base beside full fine-tunes is far from them and may be as good a member as they are. */
    @Test
    void autoTriesFarModelsInOneSoupAndThenLearnsOfThemToo() {
        SimulatedPool pool = new SimulatedPool(6, 5);
        pool.basins(new Basins.Basin(List.of(0, 1, 2, 4, 5), List.of(3)));

        List<Evaluated> evaluated = pool.run(Strategy.auto(0), 8);
        Proposals first = Strategy.auto(0).propose(pool.state(List.of()), 8);
        Proposals proposals = Strategy.auto(0).propose(pool.state(evaluated), 0);

        assertThat(first.next()).filteredOn(soup -> soup.mixture().contains(3)).hasSize(1);
        assertThat(evaluated.subList(first.next().size(), evaluated.size()))
                .isNotEmpty()
                .allMatch(soup -> soup.mixture().contains(3));
        assertThat(proposals.barriers()).isEmpty();
        assertThat(proposals.keptOut()).isEmpty();
    }

    /** Whose likelihoods are tested with the table that they come from. */
    @Test
    void underMacroF1MixturesAreLearntOfExamplesThatCountByTheirClass() {
        SimulatedPool pool = new SimulatedPool(4, 5);
        List<Mixture> models = IntStream.range(0, 4).mapToObj(Mixture::single).toList();
        KeptClasses balanced = KeptClasses.of(
                pool.open(models).stream()
                        .map(set -> set.forLikelihood(Metric.MACRO_F1))
                        .toList(),
                4,
                pool.resources());

        double[] plain = LearntBasin.bestFirst(pool.state(List.of())).get(0).ownLosses();
        pool.metric = Metric.MACRO_F1;
        double[] learnt = LearntBasin.bestFirst(pool.state(List.of())).get(0).ownLosses();

        assertThat(learnt).isEqualTo(MixtureFit.ownLosses(balanced, 4)).isNotEqualTo(plain);
    }

    @Test
    void farModelsWhoseSoupShowsABarrierAreKeptOut() {
        SimulatedPool pool = new SimulatedPool(6, 5);
        pool.basins(new Basins.Basin(List.of(0, 1, 2, 4, 5), List.of(3)));
        pool.brokenWith = 3;

        List<Evaluated> evaluated = pool.run(Strategy.auto(0), 8);
        Proposals proposals = Strategy.auto(0).propose(pool.state(evaluated), 0);

        assertThat(proposals.barriers()).extracting(Barrier::soup).allMatch(soup -> soup.contains(3));
        assertThat(proposals.barriers()).hasSize(1);
        assertThat(proposals.keptOut()).containsExactly(Map.entry(3, KeptOut.FarInBasin));
    }

    @Test
    void withoutABudgetForItNoSoupHasAFarModel() {
        SimulatedPool pool = new SimulatedPool(6, 5);
        pool.basins(new Basins.Basin(List.of(0, 1, 2, 4, 5), List.of(3)));

        List<Evaluated> evaluated = pool.run(Strategy.auto(0), 2);
        Proposals proposals = Strategy.auto(0).propose(pool.state(evaluated), 0);

        assertThat(evaluated).isNotEmpty().noneMatch(e -> e.mixture().contains(3));
        assertThat(proposals.keptOut()).containsExactly(Map.entry(3, KeptOut.FarInBasin));
    }

    @Test
    void autoMixesNoModelsOfDifferentBasinsAndLooksAtTheTwoBest() {
        SimulatedPool pool = new SimulatedPool(9, 5);
        pool.basins(basin(0, 1, 2), basin(3, 4, 5), basin(6, 7, 8));

        List<Evaluated> evaluated = pool.run(Strategy.auto(0), 20);
        Proposals proposals = Strategy.auto(0).propose(pool.state(evaluated), 0);

        assertThat(evaluated)
                .allMatch(e -> Arrays.stream(e.mixture().members())
                                .map(i -> i / 3)
                                .distinct()
                                .count()
                        == 1);
        assertThat(evaluated.stream()
                        .mapToInt(e -> e.mixture().member(0) / 3)
                        .distinct()
                        .count())
                .isEqualTo(2);
        assertThat(proposals.keptOut()).hasSize(3).values().containsOnly(KeptOut.OtherBasin);
    }

    @Test
    void autoGoesOnWithTheNextBasinWhereTheBestShowsABarrier() {
        SimulatedPool pool = new SimulatedPool(8, 5);
        pool.basins(basin(0, 1, 2, 3), basin(4, 5, 6, 7));
        int broken = pool.run(Strategy.auto(0), 1).get(0).mixture().member(0) / 4;
        pool.brokenBasin = broken;

        List<Evaluated> evaluated = pool.run(Strategy.auto(0), 9);
        Proposals proposals = Strategy.auto(0).propose(pool.state(evaluated), 0);

        assertThat(evaluated.subList(0, 1)).allMatch(e -> e.mixture().member(0) / 4 == broken);
        assertThat(evaluated.stream().filter(e -> e.mixture().member(0) / 4 == broken))
                .hasSizeLessThanOrEqualTo(3);
        assertThat(evaluated.stream().filter(e -> e.mixture().member(0) / 4 != broken))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(proposals.barriers())
                .isNotEmpty()
                .allMatch(barrier -> barrier.soup().member(0) / 4 == broken);
    }

    @Test
    void autoStopsWithItsMixturesUnlessTheBudgetAsksForMore() {
        SimulatedPool pool = new SimulatedPool(8, 5);

        List<Evaluated> enough = pool.run(Strategy.auto(0), Auto.ENOUGH);
        List<Evaluated> more = pool.run(Strategy.auto(0), Auto.ENOUGH + 4);

        assertThat(enough).hasSizeBetween(3, 5);
        assertThat(more).hasSize(Auto.ENOUGH + 4).startsWith(enough.toArray(Evaluated[]::new));
    }

    /** The base, which is mixed too, is no model. */
    @Test
    void theBestTwoAreModelsWithTheLowestLossOnTheirOwnTheFirstOfEquals() {
        int[] models = {2, 3, 5, 6};
        LearntBasin basin = new LearntBasin(
                models,
                new int[] {},
                new int[] {2, 3, 5, 6, 7},
                new double[] {0.6, 0.5, 0.6, 0.7, 0.1},
                Mixture.uniform(models),
                0);

        assertThat(basin.bestTwo()).isEqualTo(Mixture.uniform(2, 3));
    }

    @Test
    void aLaterRoundLearnsAgainOnlyWhatEvaluationsChange() {
        SimulatedPool pool = new SimulatedPool(6, 5);
        pool.basins(new Basins.Basin(List.of(0, 1, 2, 4, 5), List.of(3)));
        Findings findings = new Findings();
        int budget = Strategy.auto(0)
                .propose(pool.state(List.of(), findings), 8)
                .next()
                .size();
        List<Evaluated> evaluated = pool.run(Strategy.auto(0), budget);

        pool.opened = 0;
        Proposals later = Strategy.auto(0).propose(pool.state(evaluated, findings), 3);
        int openedLater = pool.opened;
        Proposals alone = Strategy.auto(0).propose(pool.state(evaluated), 3);

        assertThat(later.next()).isNotEmpty();
        assertThat(later).isEqualTo(alone);
        assertThat(openedLater).isEqualTo(1);
        assertThat(pool.opened).isEqualTo(1 + 3);
    }

    @Test
    void autoWithModelsThatAreAllAloneProposesNothing() {
        SimulatedPool pool = new SimulatedPool(2, 5);
        pool.basins(basin(0), basin(1));

        Proposals proposals = Strategy.auto(0).propose(pool.state(List.of()), 5);

        assertThat(proposals.next()).isEmpty();
        assertThat(proposals.more()).isFalse();
    }

    /** Where the budget allows it: no soup that differs by one model scores higher than the best. */
    @Property(tries = 20)
    void theBaseIsLearntAsAnotherModelAndIsInNothingElse(
            @ForAll @IntRange(min = 2, max = 8) int models, @ForAll long seed) {
        SimulatedPool all = new SimulatedPool(models + 1, seed);
        Mixture learnt = LearntBasin.bestFirst(all.state(List.of())).get(0).mixture();

        SearchState state = all.stateWithBase();
        LearntBasin basin = LearntBasin.bestFirst(state).get(0);
        Proposals proposals = Strategy.auto(seed).propose(state, 5);

        assertThat(basin.mixture()).isEqualTo(learnt);
        assertThat(basin.bestTwo().contains(models)).isFalse();
        assertThat(proposals.next())
                .filteredOn(candidate -> !candidate.mixture().equals(learnt))
                .noneMatch(candidate -> candidate.mixture().contains(models));
        assertThat(proposals.next())
                .extracting(Candidate::mixture)
                .noneMatch(Mixture::isSingle)
                .hasSizeLessThanOrEqualTo(5);
    }

    private static Basins.Basin basin(Integer... members) {
        return new Basins.Basin(List.of(members), List.of());
    }
}
