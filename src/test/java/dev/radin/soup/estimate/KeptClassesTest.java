package dev.radin.soup.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.radin.fault.RadinException;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptClassesTest {

    private static final Resources ENOUGH = new Resources(1L << 30, Threads.of(2));

    @Test
    void whereEveryClassIsKeptTheLossIsThatOfAllLogits() {
        Labels.Hard labels = Logits.labels(500, 5, 1);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 3, 500, 5, 1);
        ValidationSet set = new ValidationSet("val", logits, labels, 1);
        Estimator dense = Estimator.of(Metric.NEGATIVE_LOG_LIKELIHOOD, List.of(set), ENOUGH);

        KeptClasses kept = KeptClasses.of(List.of(set), 3, ENOUGH);

        double[] weights = {0.5, 0.3, 0.2};
        double expected = -dense.estimate(List.of(Mixture.of(new int[] {0, 1, 2}, weights)))[0];
        assertThat(kept.loss(weights, 1).value()).isCloseTo(expected, within(1e-6));
        assertThat(kept.calibratedLoss(weights)).isLessThanOrEqualTo(expected);
    }

    @Test
    void ofManyClassesTheLossIsALittleBelow() {
        Labels.Hard labels = Logits.labels(400, 200, 2);
        Logits logits = sure(Logits.random(Logits.Kind.SMOOTH, 4, 400, 200, 2), labels, 6);
        ValidationSet set = new ValidationSet("val", logits, labels, 1);
        Mixture uniform = Mixture.uniform(0, 1, 2, 3);
        double all = -Estimator.of(Metric.NEGATIVE_LOG_LIKELIHOOD, List.of(set), ENOUGH)
                .estimate(List.of(uniform))[0];

        double kept = KeptClasses.of(List.of(set), 4, ENOUGH)
                .loss(new double[] {0.25, 0.25, 0.25, 0.25}, 1)
                .value();

        assertThat(kept).isBetween(all / 4, all);
    }

    /** Of pools whose models disagree, or are sure of wrong classes, as of others. */
    @Property(tries = 60)
    void keepsTheClassesThatItsDefinitionSays(
            @ForAll @IntRange(min = 1, max = 9) int models,
            @ForAll @IntRange(min = 2, max = 150) int classes,
            @ForAll @IntRange(min = 0, max = 9) int spread,
            @ForAll long seed) {
        Labels.Hard labels = Logits.labels(60, classes, seed);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, models, 60, classes, seed);
        for (float[] values : logits.values()) {
            for (int k = 0; k < values.length; k++) {
                values[k] *= spread;
            }
        }
        double[] weights = new Random(seed).doubles(models, -0.2, 1).toArray();

        KeptClasses.Loss loss = KeptClasses.of(List.of(new ValidationSet("val", logits, labels, 1)), models, ENOUGH)
                .loss(weights, 1.5);

        double expected = 0;
        for (int e = 0; e < 60; e++) {
            double[] largest = largestProbabilities(logits, e);
            int label = labels.label(e);
            int[] kept = IntStream.range(0, classes)
                    .filter(c -> c != label && largest[c] >= 0.01)
                    .boxed()
                    .sorted(Comparator.comparingDouble(c -> -largest[c]))
                    .limit(15)
                    .mapToInt(c -> c)
                    .toArray();
            double sum = 1;
            for (int c : kept) {
                double lead = 0;
                for (int i = 0; i < models; i++) {
                    float[] z = logits.values()[i];
                    lead += weights[i] * (z[e * classes + c] - z[e * classes + label]);
                }
                sum += Math.exp(1.5 * lead);
            }
            expected += Math.log(sum) / 60;
        }
        assertThat(loss.value()).isCloseTo(expected, within(2e-5 * (1 + expected)));
    }

    private static double[] largestProbabilities(Logits logits, int example) {
        int classes = logits.classes();
        double[] largest = new double[classes];
        for (float[] z : logits.values()) {
            double highest = IntStream.range(0, classes)
                    .mapToDouble(c -> z[example * classes + c])
                    .max()
                    .orElseThrow();
            double[] near = IntStream.range(0, classes)
                    .mapToDouble(c -> z[example * classes + c] - highest)
                    .map(below -> below >= Math.log(0.01) ? Math.exp(below) : 0)
                    .toArray();
            double sum = Arrays.stream(near).sum();
            for (int c = 0; c < classes; c++) {
                largest[c] = Math.max(largest[c], near[c] / sum);
            }
        }
        return largest;
    }

    /** As averaged, so is every third of the 25,000 examples, up to the first. */
    @Test
    void ofMoreThanTenThousandExamplesEverySoManiethIsTaken() {
        int examples = 25_000;
        Labels.Hard labels = Logits.labels(examples, 3, 3);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 2, examples, 3, 3);
        int taken = (examples + 2) / 3;
        float[][] values = new float[2][taken * 3];
        int[] takenLabels = new int[taken];
        for (int e = 0; e < taken; e++) {
            takenLabels[e] = labels.label(3 * e);
            for (int i = 0; i < 2; i++) {
                System.arraycopy(logits.values()[i], 9 * e, values[i], 3 * e, 3);
            }
        }
        ValidationSet thinned = new ValidationSet("val", new Logits(values, taken, 3), new Labels.Hard(takenLabels), 1);

        double[] weights = {0.6, 0.4};
        assertThat(KeptClasses.of(List.of(new ValidationSet("val", logits, labels, 1)), 2, ENOUGH)
                        .loss(weights, 1)
                        .value())
                .isCloseTo(
                        KeptClasses.of(List.of(thinned), 2, ENOUGH)
                                .loss(weights, 1)
                                .value(),
                        within(1e-9));
    }

    @Test
    void whatWasAskedBeforeChangesNothing() {
        ValidationSet set =
                new ValidationSet("val", Logits.random(Logits.Kind.SMOOTH, 3, 900, 6, 6), Logits.labels(900, 6, 6), 1);
        double[] weights = {0.5, 0.3, 0.2};
        KeptClasses asked = KeptClasses.of(List.of(set), 3, ENOUGH);

        asked.loss(new double[] {-0.2, 0, 1.2}, 2);
        asked.calibratedLoss(new double[] {0, 1, 0});

        assertThat(asked.loss(weights, 1))
                .usingRecursiveComparison()
                .isEqualTo(KeptClasses.of(List.of(set), 3, ENOUGH).loss(weights, 1));
    }

    @Test
    void datasetsCountByTheirWeights() {
        Labels.Hard labels = Logits.labels(60, 4, 4);
        ValidationSet one = new ValidationSet("one", Logits.random(Logits.Kind.SMOOTH, 2, 60, 4, 4), labels, 1);
        ValidationSet other = new ValidationSet("other", Logits.random(Logits.Kind.SMOOTH, 2, 60, 4, 5), labels, 3);
        double[] weights = {0.5, 0.5};

        double both =
                KeptClasses.of(List.of(one, other), 2, ENOUGH).loss(weights, 1).value();

        double first = KeptClasses.of(List.of(one), 2, ENOUGH).loss(weights, 1).value();
        double second =
                KeptClasses.of(List.of(other), 2, ENOUGH).loss(weights, 1).value();
        assertThat(both).isCloseTo((first + 3 * second) / 4, within(1e-12));
    }

    /** Of thirty examples six are of the second class, a quarter of the others, so each of these counts like two. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void underMacroF1ExamplesCountByTheRootOfHowRareTheirClassIs(boolean soft) {
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 3, 30, 4, 8);
        int[] once = IntStream.range(0, 30).toArray();
        int[] repeated =
                IntStream.concat(IntStream.of(once), IntStream.range(24, 30)).toArray();
        double[] weights = {0.5, 0.3, 0.2};

        KeptClasses.Loss balanced = KeptClasses.of(
                        List.of(some(logits, once, soft).forLikelihood(Metric.MACRO_F1)), 3, ENOUGH)
                .loss(weights, 1.3);

        KeptClasses.Loss expected =
                KeptClasses.of(List.of(some(logits, repeated, soft)), 3, ENOUGH).loss(weights, 1.3);
        assertThat(balanced.value()).isCloseTo(expected.value(), within(1e-6));
        assertThat(balanced.byWeight()).containsExactly(expected.byWeight(), within(1e-6));
        assertThat(balanced.byScale()).isCloseTo(expected.byScale(), within(1e-6));
    }

    /** The first 24 are of the first class, or most probably so. */
    private static ValidationSet some(Logits logits, int[] examples, boolean soft) {
        int classes = logits.classes();
        float[][] values = new float[logits.models()][examples.length * classes];
        int[] labels = IntStream.of(examples).map(e -> e < 24 ? 0 : 1).toArray();
        float[] probabilities = new float[examples.length * classes];
        for (int k = 0; k < examples.length; k++) {
            for (int i = 0; i < values.length; i++) {
                System.arraycopy(logits.values()[i], examples[k] * classes, values[i], k * classes, classes);
            }
            Arrays.fill(probabilities, k * classes, (k + 1) * classes, 0.1f);
            probabilities[k * classes + labels[k]] = 0.7f;
        }
        return new ValidationSet(
                "val",
                new Logits(values, examples.length, classes),
                soft ? new Labels.Soft(probabilities, classes) : new Labels.Hard(labels),
                1);
    }

    @Test
    void logitsOfAnySizeGiveFiniteNumbers() {
        Labels.Hard labels = Logits.labels(80, 6, 6);
        for (Logits.Kind kind : Logits.Kind.values()) {
            ValidationSet set = new ValidationSet("val", Logits.random(kind, 4, 80, 6, 6), labels, 1);

            KeptClasses.Loss loss = KeptClasses.of(List.of(set), 4, ENOUGH).loss(new double[] {0.4, 0.3, 0.2, 0.1}, 1);

            assertThat(loss.value()).as("%s", kind).isFinite();
            assertThat(loss.byWeight()).as("%s", kind).doesNotContain(Double.NaN);
        }
    }

    @Test
    void whatIsNotFiniteIsRefusedAndATableThatDoesNotFitToo() {
        Labels.Hard labels = Logits.labels(50, 4, 7);
        LogitsTable large = Logits.random(Logits.Kind.SMOOTH, 16, 2000, 20, 7);

        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int place = 16; place < 20; place++) { // each class of an example
                Logits broken = Logits.random(Logits.Kind.SMOOTH, 2, 50, 4, 7);
                broken.values()[1][place] = value;
                ValidationSet set = new ValidationSet("val", broken, labels, 1);
                assertThatThrownBy(() -> KeptClasses.of(List.of(set), 2, ENOUGH))
                        .isInstanceOf(RadinException.class)
                        .hasMessageContaining("example 4 is " + value);
            }
        }
        assertThatThrownBy(() -> KeptClasses.of(
                        List.of(new ValidationSet("val", large, Logits.labels(2000, 20, 7), 1)),
                        16,
                        new Resources(1 << 20, Threads.of(1))))
                .isInstanceOf(RadinException.class)
                .hasMessageContaining("--memory");
    }

    private static Logits sure(Logits logits, Labels.Hard labels, float lead) {
        Random random = new Random(8);
        for (float[] values : logits.values()) {
            for (int e = 0; e < logits.examples(); e++) {
                values[e * logits.classes() + labels.label(e)] += lead * random.nextFloat();
            }
        }
        return logits;
    }
}
