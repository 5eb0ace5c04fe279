package dev.radin.soup.estimate;

import static dev.radin.soup.estimate.BruteForce.THREADS;
import static dev.radin.soup.estimate.BruteForce.plenty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With less memory there are smaller kernels, or none, or no answer; the numbers are the same. */
class RankingMemoryTest {

    private static final Pattern ADVICE = Pattern.compile("give --memory (\\d+) or more");
    private static final int MODELS = 8;

    private final Logits logits = Logits.random(Logits.Kind.COARSE, MODELS, 4_000, 60, 11);
    private final Labels labels = Logits.labels(4_000, 60, 11);
    private final List<Mixture> soups = mixtures(MODELS, 30, 3);

    /** From none, where all is summed in float64, over kernels of small groups to the largest. */
    @Property(tries = 12)
    void kernelsOfAnySizeCountTheSame(
            @ForAll Logits.Kind kind, @ForAll @IntRange(min = 2, max = 11) int models, @ForAll long seed) {
        Logits some = Logits.random(kind, models, 70, 6, seed);
        Labels theirs = Logits.labels(70, 6, seed);
        MarginTable table = MarginTable.of(new ValidationSet("val", some, theirs, 1), plenty(), THREADS)
                .orElseThrow();
        List<Mixture> mixtures = mixtures(models, 1_100, seed);
        long[] expected = new MarginEstimator(table, plenty(), THREADS).correct(mixtures);

        for (long bytes = 1 << 8; bytes <= 1 << 20; bytes += bytes / 2) {
            assertThat(new MarginEstimator(table, new RankingMemory(bytes), THREADS).correct(mixtures))
                    .as("with %d bytes", bytes)
                    .isEqualTo(expected);
        }
        for (int m = 0; m < mixtures.size(); m += 100) {
            WeightedSoup soup = WeightedSoup.of(mixtures.get(m));
            assertThat(expected[m]).isEqualTo(BruteForce.correct(some, theirs, soup.members(), soup.weights()));
        }
    }

    @Test
    void aKernelTakesSmallerGroupsOfModelsWhereTheMemoryIsScarce() {
        MarginTable table = MarginTable.of(set(), plenty(), THREADS).orElseThrow();
        long largest = taken(table, plenty());

        assertThat(taken(table, new RankingMemory(largest / 3 * 4 - 100)))
                .isPositive()
                .isLessThan(largest);
        assertThat(taken(table, new RankingMemory(largest / 100))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accuracy", "Top5Accuracy", "MacroF1"})
    void aTableThatDoesNotFitIsRefusedAndTheAdviceIsEnough(Metric metric) {
        RadinException refusal = catchThrowableOfType(RadinException.class, () -> estimator(metric, 1));

        assertThat(refusal.reason()).isEqualTo(Reason.MachineUnfit);
        assertThat(refusal)
                .hasMessageMatching("val: ranking needs \\d+ MiB for the logits that decide between soups, and of"
                        + " --memory 1 it has 0 MiB for them; give --memory \\d+ or more");
        Matcher advice = ADVICE.matcher(refusal.getMessage());
        assertThat(advice.find()).isTrue();
        int enough = Integer.parseInt(advice.group(1));
        assertThat(estimator(metric, enough).estimate(soups))
                .isEqualTo(estimator(metric, 1 << 10).estimate(soups));
        assertThatThrownBy(() -> estimator(metric, enough - 2)).hasMessageContaining("give --memory " + enough + " ");
    }

    /** The second dataset is refused for what the first has taken. */
    @Test
    void theMemoryIsThatOfAllDatasetsTogether() {
        ValidationSet other = new ValidationSet("other", logits, labels, 1);
        int enoughForOne = enough(List.of(set()));
        int enoughForTwo = enough(List.of(set(), other));

        assertThat(enoughForTwo).isGreaterThan(enoughForOne);
        assertThatThrownBy(() -> Estimator.of(Metric.ACCURACY, List.of(set(), other), resources(enoughForOne)))
                .hasMessageStartingWith("other: ranking needs");
        assertThat(Estimator.of(Metric.ACCURACY, List.of(set(), other), resources(enoughForTwo)))
                .isNotNull();
    }

    /** A search of another length would propose other soups. */
    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void howManySoupsAreAffordableDoesNotDependOnIt(Metric metric) {
        assertThat(estimator(metric, 64).affordable())
                .isEqualTo(estimator(metric, 1 << 20).affordable());
    }

    @Test
    void whatReadsAllLogitsNeedsNoTable() {
        assertThat(estimator(Metric.NEGATIVE_LOG_LIKELIHOOD, 0).estimate(soups))
                .isEqualTo(estimator(Metric.NEGATIVE_LOG_LIKELIHOOD, 1 << 10).estimate(soups));
    }

    /** On every machine alike: where the logits that decide are too many, all of them are read instead. */
    @Test
    void aTableLargerThanAnyMachineKeepsIsNotMade() {
        RankingMemory memory = plenty();
        memory.takeTable("another", memory.tablesLeft() - 1_000);

        assertThat(MarginTable.of(set(), memory, THREADS)).isEmpty();
        assertThat(TopClasses.of(Metric.topKAccuracy(5), set(), memory, THREADS))
                .isEmpty();
        assertThat(MacroF1.of(set(), memory, THREADS)).isEmpty();
    }

    private static long taken(MarginTable table, RankingMemory memory) {
        long before = memory.left();
        UniformKernel.ofAll(table, memory, THREADS);
        return before - memory.left();
    }

    private int enough(List<ValidationSet> sets) {
        for (int mib = 1; ; mib++) {
            try {
                Estimator.of(Metric.ACCURACY, sets, resources(mib));
                return mib;
            } catch (RadinException e) {
                assertThat(e.reason()).isEqualTo(Reason.MachineUnfit);
            }
        }
    }

    private ValidationSet set() {
        return new ValidationSet("val", logits, labels, 1);
    }

    private Estimator estimator(Metric metric, int mib) {
        return Estimator.of(metric, List.of(set()), resources(mib));
    }

    private static Resources resources(int mib) {
        return new Resources((long) mib << 20, THREADS);
    }

    private static List<Mixture> mixtures(int models, int count, long seed) {
        Random random = new Random(seed);
        List<Mixture> mixtures = new ArrayList<>(BruteForce.someSubsets(models, 1, count, random).stream()
                .map(Mixture::uniform)
                .toList());
        double[] weights = random.doubles(models).toArray();
        mixtures.add(Mixture.of(IntStream.range(0, models).toArray(), weights));
        return mixtures;
    }
}
