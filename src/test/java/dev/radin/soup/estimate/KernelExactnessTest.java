package dev.radin.soup.estimate;

import static dev.radin.soup.estimate.BruteForce.THREADS;
import static dev.radin.soup.estimate.BruteForce.plenty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels round, the counts do not: each must equal {@link BruteForce}, whatever the logits. */
class KernelExactnessTest {

    private static final int EXAMPLES = 70;

    @Property(tries = 200)
    void sixteenBitKernelEqualsBruteForceForEverySubset(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 1, max = 9) int models,
            @ForAll @IntRange(min = 2, max = 12) int classes,
            @ForAll @IntRange(min = 1, max = 9) int atLeast,
            @ForAll long seed) {
        int least = Math.min(atLeast, models);
        Logits logits = Logits.random(kind, models, EXAMPLES, classes, seed);
        Labels labels = Logits.labels(EXAMPLES, classes, seed);
        List<int[]> subsets = BruteForce.subsets(models, least);

        long[] counts = UniformKernel.ofLarge(table(logits, labels), least, plenty(), THREADS)
                .orElseThrow()
                .correct(subsets);

        for (int s = 0; s < counts.length; s++) {
            assertThat(counts[s])
                    .as("%s %s", kind, Mixture.uniform(subsets.get(s)))
                    .isEqualTo(BruteForce.correct(logits, labels, subsets.get(s), null));
        }
    }

    @Property(tries = 200)
    void floatKernelEqualsBruteForceForAnyWeights(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 2, max = 9) int models,
            @ForAll @IntRange(min = 2, max = 12) int classes,
            @ForAll long seed) {
        Logits logits = Logits.random(kind, models, EXAMPLES, classes, seed);
        Labels labels = Logits.labels(EXAMPLES, classes, seed);
        List<Mixture> mixtures = mixtures(models, 21, new Random(seed));

        long[] counts = WeightedKernel.of(table(logits, labels), plenty(), THREADS)
                .orElseThrow()
                .correct(mixtures);

        for (int m = 0; m < counts.length; m++) {
            WeightedSoup soup = WeightedSoup.of(mixtures.get(m));
            assertThat(counts[m])
                    .as("%s %s", kind, mixtures.get(m))
                    .isEqualTo(BruteForce.correct(logits, labels, soup.members(), soup.weights()));
        }
    }

    @Property(tries = 12)
    void manyModelsInSoupsOfAllSizesEqualBruteForce(
            @ForAll Logits.Kind kind, @ForAll @IntRange(min = 60, max = 140) int models, @ForAll long seed) {
        Logits logits = Logits.random(kind, models, EXAMPLES, 6, seed);
        Labels labels = Logits.labels(EXAMPLES, 6, seed);
        MarginEstimator estimator = new MarginEstimator(table(logits, labels), plenty(), THREADS);
        List<Mixture> soups = BruteForce.someSubsets(models, 1, 3_000, new Random(seed)).stream()
                .map(Mixture::uniform)
                .toList();

        estimator.correct(soups.subList(0, 100));
        long[] counts = estimator.correct(soups);

        for (int s = 0; s < counts.length; s += 20) {
            assertThat(counts[s])
                    .as("%s %s", kind, soups.get(s))
                    .isEqualTo(BruteForce.correct(logits, labels, soups.get(s).members(), null));
        }
    }

    /**
     * All models but the others are wrong by the same lead, so rounding goes one way for all of them: 1,200 leads, each 27 of
     * 32,000 / 1,200, and half a unit of doubt a model beside them are 33,001, more than 16 bits hold.
     */
    @ParameterizedTest
    @CsvSource({"700, 0", "770, 1", "900, 1", "1200, 0", "1200, 1", "1200, 3", "4096, 1", "8192, 0", "8192, 1"})
    void sixteenBitsDoNotOverflow(int models, int others) {
        assertCountsEqualBruteForce(
                models,
                others,
                table -> UniformKernel.ofLarge(table, 1, plenty(), THREADS).orElseThrow()::correct);
    }

    /** Where 16 bits would not do, they are not used. */
    @ParameterizedTest
    @CsvSource({"1200, 0", "8192, 1", "8193, 0", "8193, 1", "33000, 1", "66000, 0", "66000, 1"})
    void anyNumberOfModelsIsCountedRightly(int models, int others) {
        assertCountsEqualBruteForce(models, others, table -> new UniformKernels(table, plenty(), THREADS)::correct);
    }

    private static void assertCountsEqualBruteForce(
            int models, int others, Function<MarginTable, Function<List<int[]>, long[]>> kernel) {
        float[][] values = new float[models][];
        for (int i = 0; i < models; i++) {
            values[i] = i < models - others ? new float[] {0, 1, 0, 1} : new float[] {2, 0, 0, 2};
        }
        Logits logits = new Logits(values, 2, 2);
        Labels labels = new Labels.Hard(new int[] {0, 1});
        int[] all = IntStream.range(0, models).toArray();
        int[] without = IntStream.range(0, models - others).toArray();

        long[] counts = kernel.apply(table(logits, labels)).apply(List.of(all, without));

        assertThat(counts)
                .containsExactly(
                        BruteForce.correct(logits, labels, all, null),
                        BruteForce.correct(logits, labels, without, null));
    }

    @Test
    void logitsOfManyBlocksAndCompetitorsEqualBruteForce() {
        int models = 5;
        Logits logits = Logits.random(Logits.Kind.SMOOTH, models, 1_500, 120, 3);
        Labels labels = Logits.labels(1_500, 120, 3);
        MarginTable table = table(logits, labels);

        long[] counts =
                UniformKernel.ofLarge(table, 1, plenty(), THREADS).orElseThrow().correct(BruteForce.subsets(models, 1));

        assertThat(table.undecided()).anyMatch(c -> c.competitors() > 40);
        List<int[]> subsets = BruteForce.subsets(models, 1);
        for (int s = 0; s < counts.length; s++) {
            assertThat(counts[s]).isEqualTo(BruteForce.correct(logits, labels, subsets.get(s), null));
        }
    }

    @Test
    void nothingAheadAnywhereIsCountedWithoutAsking() {
        Logits equal = Logits.random(Logits.Kind.ALL_EQUAL, 3, 4, 5, 0);

        MarginTable table = table(equal, new Labels.Hard(new int[] {0, 0, 1, 4}));

        // Of equal logits the first class wins, in every soup.
        assertThat(table.undecided()).isEmpty();
        assertThat(table.alwaysCorrect()).isEqualTo(2);
        assertThat(UniformKernel.ofLarge(table, 1, plenty(), THREADS)
                        .orElseThrow()
                        .correct(List.of(new int[] {0}, new int[] {0, 1, 2})))
                .containsExactly(2, 2);
    }

    @Test
    void soupsThatTieGoToTheEarlierClass() {
        // Model 0 prefers class 0 by one, model 1 prefers class 1 by one: together they tie.
        Logits logits = new Logits(new float[][] {{1, 0}, {0, 1}}, 1, 2);

        assertThat(counts(logits, 0)).containsExactly(1, 0, 1);
        assertThat(counts(logits, 1)).containsExactly(0, 1, 0);
    }

    private static long[] counts(Logits logits, int label) {
        return UniformKernel.ofLarge(table(logits, new Labels.Hard(new int[] {label})), 1, plenty(), THREADS)
                .orElseThrow()
                .correct(BruteForce.subsets(2, 1));
    }

    /** Random weights, some of them next to nothing, and powers of two, whose ties are true ties. */
    private static List<Mixture> mixtures(int models, int count, Random random) {
        List<Mixture> mixtures = new ArrayList<>();
        while (mixtures.size() < count) {
            int kind = random.nextInt(3);
            double[] weights = IntStream.range(0, models)
                    .mapToDouble(i -> switch (kind) {
                        case 0 -> random.nextDouble();
                        case 1 -> Math.pow(2, -random.nextInt(4));
                        default -> random.nextBoolean() ? random.nextDouble() * 1e-300 : random.nextInt(2);
                    })
                    .toArray();
            if (IntStream.range(0, models).anyMatch(i -> weights[i] > 0)) {
                mixtures.add(Mixture.of(IntStream.range(0, models).toArray(), weights));
            }
        }
        return mixtures;
    }

    private static MarginTable table(Logits logits, Labels labels) {
        return MarginTable.of(new ValidationSet("val", logits, labels, 1), plenty(), THREADS)
                .orElseThrow();
    }
}
