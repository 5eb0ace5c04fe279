package dev.radin.soup.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.soup.CalibrationCurve;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
import dev.radin.soup.Single;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.statistics.Basins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What every strategy promises, on simulated pools whose soups' true scores are made up from a seed. */
class StrategyPropertiesTest {

    private static final int EXAMPLES = 80;
    private static final int CLASSES = 6;

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
        Pool pool = new Pool(models, seed);

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
        Pool pool = new Pool(models, seed);

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
        Pool pool = new Pool(models, seed);
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
        Pool pool = new Pool(models, seed);

        List<Evaluated> more = pool.run(strategy, budget + 3);

        assertThat(more).startsWith(pool.run(strategy, budget).toArray(Evaluated[]::new));
    }

    @Test
    void searchFindsTheBestOfAllSubsetsByItsScore() {
        Pool pool = new Pool(7, 11);
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

    /** An adapter merged into its base beside full fine-tunes is far from them and may be as good a member as they are. */
    @Test
    void autoTriesFarModelsInOneSoupAndThenLearnsOfThemToo() {
        Pool pool = new Pool(6, 5);
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

    @Test
    void farModelsWhoseSoupShowsABarrierAreKeptOut() {
        Pool pool = new Pool(6, 5);
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
        Pool pool = new Pool(6, 5);
        pool.basins(new Basins.Basin(List.of(0, 1, 2, 4, 5), List.of(3)));

        List<Evaluated> evaluated = pool.run(Strategy.auto(0), 2);
        Proposals proposals = Strategy.auto(0).propose(pool.state(evaluated), 0);

        assertThat(evaluated).isNotEmpty().noneMatch(e -> e.mixture().contains(3));
        assertThat(proposals.keptOut()).containsExactly(Map.entry(3, KeptOut.FarInBasin));
    }

    @Test
    void autoMixesNoModelsOfDifferentBasinsAndLooksAtTheTwoBest() {
        Pool pool = new Pool(9, 5);
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
        Pool pool = new Pool(8, 5);
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
        Pool pool = new Pool(8, 5);

        List<Evaluated> enough = pool.run(Strategy.auto(0), Auto.ENOUGH);
        List<Evaluated> more = pool.run(Strategy.auto(0), Auto.ENOUGH + 4);

        assertThat(enough).hasSizeBetween(3, 5);
        assertThat(more).hasSize(Auto.ENOUGH + 4).startsWith(enough.toArray(Evaluated[]::new));
    }

    @Test
    void autoWithModelsThatAreAllAloneProposesNothing() {
        Pool pool = new Pool(2, 5);
        pool.basins(basin(0), basin(1));

        Proposals proposals = Strategy.auto(0).propose(pool.state(List.of()), 5);

        assertThat(proposals.next()).isEmpty();
        assertThat(proposals.more()).isFalse();
    }

    /** Where the budget allows it: no soup that differs by one model scores higher than the best. */
    @Property(tries = 30)
    void byScoresAutoEndsWhereNoSingleStepIsHigher(@ForAll @IntRange(min = 2, max = 7) int models, @ForAll long seed) {
        Pool pool = new Pool(models, seed);

        List<Evaluated> evaluated = pool.run(Strategy.autoByScores(), 1000);

        Assume.that(Strategy.autoByScores()
                .propose(pool.state(evaluated), 0)
                .barriers()
                .isEmpty());
        Evaluated best = Choice.among(pool.singles, evaluated).chosen();
        List<Mixture> steps = Subsets.all(IntStream.range(0, models).toArray()).stream()
                .filter(soup -> differences(soup, best.mixture(), models) == 1)
                .toList();
        assertThat(evaluated).extracting(Evaluated::mixture).containsAll(steps);
        assertThat(evaluated)
                .filteredOn(soup -> steps.contains(soup.mixture()))
                .noneMatch(soup -> soup.utility() > best.utility());
    }

    private static long differences(Mixture one, Mixture other, int models) {
        return IntStream.range(0, models)
                .filter(i -> one.contains(i) != other.contains(i))
                .count();
    }

    @Test
    void byScoresAutoBeginsWithAllModelsAndTheBestOfThem() {
        Pool pool = new Pool(10, 5);
        int[] order = pool.state(List.of()).bestSinglesFirst();

        List<Evaluated> evaluated = pool.run(Strategy.autoByScores(), 5);

        assertThat(evaluated)
                .extracting(Evaluated::mixture)
                .containsExactly(
                        Mixture.uniform(order),
                        Mixture.uniform(Arrays.copyOf(order, 2)),
                        Mixture.uniform(Arrays.copyOf(order, 3)),
                        Mixture.uniform(Arrays.copyOf(order, 5)),
                        Mixture.uniform(Arrays.copyOf(order, 8)));
    }

    @Test
    void byScoresAutoStaysInTheBasinOfTheBestModelUnlessItShowsABarrier() {
        Pool pool = new Pool(8, 5);
        pool.basins(new Basins.Basin(List.of(0, 1, 2), List.of(3)), new Basins.Basin(List.of(4, 5, 6), List.of(7)));
        int best = pool.state(List.of()).bestSinglesFirst()[0] / 4;
        int other = 1 - best;

        List<Evaluated> whole = pool.run(Strategy.autoByScores(), 1000);
        Proposals proposals = Strategy.autoByScores().propose(pool.state(whole), 0);
        pool.brokenBasin = best;
        List<Evaluated> broken = pool.run(Strategy.autoByScores(), 1000);
        Proposals otherwise = Strategy.autoByScores().propose(pool.state(broken), 0);

        assertThat(whole).isNotEmpty().allMatch(soup -> soup.mixture().member(0) / 4 == best);
        assertThat(proposals.barriers()).isEmpty();
        assertThat(proposals.keptOut())
                .hasSize(4)
                .containsEntry(4 * other, KeptOut.OtherBasin)
                .containsEntry(4 * other + 3, KeptOut.FarInBasin);
        assertThat(whole.subList(0, 2)).noneMatch(soup -> soup.mixture().contains(4 * best + 3));
        assertThat(whole).anyMatch(soup -> soup.mixture().contains(4 * best + 3));
        assertThat(broken.subList(0, 2)).allMatch(soup -> soup.mixture().member(0) / 4 == best);
        assertThat(broken.subList(2, broken.size()))
                .isNotEmpty()
                .allMatch(soup -> soup.mixture().member(0) / 4 != best);
        assertThat(otherwise.barriers()).hasSize(2);
        assertThat(otherwise.keptOut()).containsOnlyKeys(4 * best + 3);
        assertThat(otherwise.next()).isEmpty();
    }

    @Property(tries = 20)
    void theBaseIsLearntAsAnotherModelAndIsInNothingElse(
            @ForAll @IntRange(min = 2, max = 8) int models, @ForAll long seed) {
        Pool all = new Pool(models + 1, seed);
        Mixture learnt = LearntBasin.bestFirst(all.state(List.of())).get(0).mixture();

        SearchState state = all.stateWithBase();
        LearntBasin basin = LearntBasin.bestFirst(state).get(0);
        Proposals proposals = Strategy.auto(seed).propose(state, 5);

        assertThat(basin.mixture()).isEqualTo(learnt);
        assertThat(basin.uniform().contains(models)).isFalse();
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

    @Test
    void radinDrawsDistinctSubsetsOfTwoToAllButOneAndTheUniformSoup() {
        List<Mixture> drawn = new Radin(200, 0, 1).draw(13);

        assertThat(drawn).hasSize(201).doesNotHaveDuplicates();
        assertThat(drawn).allMatch(m -> m.size() >= 2 && m.isUniform());
        assertThat(drawn).filteredOn(m -> m.size() == 13).hasSize(1);
        assertThat(new Radin(200, 0, 1).draw(13)).isEqualTo(drawn);
        assertThat(new Radin(200, 0, 2).draw(13)).isNotEqualTo(drawn);
    }

    /** Models with random logits; a soup's true score is its estimate and a little noise that depends on its members. */
    private static final class Pool implements CachedLogits {
        private final List<Single> singles = new ArrayList<>();
        private final Logits logits;
        private final Labels.Hard labels;
        private final Estimator estimator;
        private final long seed;
        private Basins basins;
        /** Of four models each; −1 for none. */
        private int brokenBasin = -1;
        /** Soups with this model are broken; −1 for none. */
        private int brokenWith = -1;

        Pool(int models, long seed) {
            this.seed = seed;
            labels = Logits.labels(EXAMPLES, CLASSES, seed);
            logits = Logits.random(Logits.Kind.SMOOTH, models, EXAMPLES, CLASSES, seed);
            for (float[] z : logits.values()) {
                for (int e = 0; e < EXAMPLES; e++) {
                    z[e * CLASSES + labels.label(e)] += 1.5f;
                }
            }
            estimator = Estimator.of(
                    Metric.ACCURACY,
                    List.of(new ValidationSet("val", logits, labels, 1)),
                    new Resources(1L << 30, Threads.of(3)));
            for (int i = 0; i < models; i++) {
                var score = Scorer.score(logits, i, labels, Metric.ACCURACY).score();
                singles.add(new Single(score.utility(), score.negativeLogLikelihood()));
            }
            basins(new Basins.Basin(IntStream.range(0, models).boxed().toList(), List.of()));
        }

        void basins(Basins.Basin... all) {
            basins = new Basins(List.of(all));
        }

        @Override
        public Resources resources() {
            return new Resources(1L << 30, Threads.of(2));
        }

        @Override
        public double calibratedLoss(Mixture soup) {
            return CalibrationCurve.of(new Logits(new float[][] {logits(soup)}, EXAMPLES, CLASSES), 0, labels)
                    .lowest();
        }

        @Override
        public List<ValidationSet> open(List<Mixture> mixtures) {
            float[][] values = mixtures.stream().map(this::logits).toArray(float[][]::new);
            return List.of(new ValidationSet("val", new Logits(values, EXAMPLES, CLASSES), labels, 1));
        }

        /** The average of the members', more or less; all equal of a broken soup. */
        private float[] logits(Mixture mixture) {
            float[] sums = new float[EXAMPLES * CLASSES];
            Random noise = new Random(seed ^ mixture.hashCode());
            for (int j = 0; j < sums.length && !isBroken(mixture); j++) {
                for (int k = 0; k < mixture.size(); k++) {
                    sums[j] += (float) mixture.weight(k) * logits.values()[mixture.member(k)][j];
                }
                sums[j] += mixture.isSingle() ? 0 : 0.1f * (float) noise.nextGaussian();
            }
            return sums;
        }

        private boolean isBroken(Mixture mixture) {
            boolean broken = brokenBasin >= 0 && mixture.member(0) / 4 == brokenBasin
                    || brokenWith >= 0 && mixture.contains(brokenWith);
            return !mixture.isSingle() && broken;
        }

        SearchState state(List<Evaluated> evaluated) {
            return new SearchState(Metric.ACCURACY, singles, Optional.empty(), estimator, evaluated, basins, this);
        }

        /** The last model is the base, and takes no part in basins. */
        SearchState stateWithBase() {
            int last = singles.size() - 1;
            Basins without = new Basins(
                    List.of(new Basins.Basin(IntStream.range(0, last).boxed().toList(), List.of())));
            return new SearchState(
                    Metric.ACCURACY,
                    singles.subList(0, last),
                    Optional.of(singles.get(last)),
                    estimator,
                    List.of(),
                    without,
                    this);
        }

        List<Evaluated> run(Strategy strategy, int budget) {
            return resume(strategy, budget, List.of());
        }

        List<Evaluated> resume(Strategy strategy, int budget, List<Evaluated> known) {
            List<Evaluated> evaluated = new ArrayList<>(known);
            while (evaluated.size() < budget) {
                Proposals proposals = strategy.propose(state(evaluated), budget - evaluated.size());
                if (proposals.next().isEmpty()) {
                    break;
                }
                proposals.next().forEach(c -> evaluated.add(evaluate(c)));
            }
            return evaluated;
        }

        private Evaluated evaluate(Candidate candidate) {
            Mixture mixture = candidate.mixture();
            Random noise = new Random(seed ^ mixture.hashCode());
            double utility =
                    isBroken(mixture) ? 0.1 : estimator.estimate(List.of(mixture))[0] + 0.01 * noise.nextGaussian();
            boolean notFinite = noise.nextInt(20) == 0 && !isBroken(mixture) && seed != 5;
            return new Evaluated(
                    mixture, notFinite ? Double.NaN : utility, notFinite ? Double.NaN : isBroken(mixture) ? 9 : 1);
        }
    }
}
