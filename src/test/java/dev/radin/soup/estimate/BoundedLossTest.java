package dev.radin.soup.estimate;

import static dev.radin.soup.estimate.BruteForce.THREADS;
import static dev.radin.soup.estimate.BruteForce.plenty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoundedLossTest {

    private static final int EXAMPLES = 40;

    /** As a plain sum over all classes in float64 has it. */
    @Property(tries = 400)
    void holdsTheTruthOfEveryMixture(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 1, max = 7) int models,
            @ForAll @IntRange(min = 2, max = 90) int classes,
            @ForAll @IntRange(min = 0, max = 12) int sureness,
            @ForAll long seed) {
        Labels.Hard labels = Logits.labels(EXAMPLES, classes, seed);
        Logits logits = sure(Logits.random(kind, models, EXAMPLES, classes, seed), labels, sureness, 1 + sureness / 4f);
        List<Mixture> mixtures = mixtures(models, seed);

        Optional<BoundedLoss> table = table(logits, labels);

        table.map(bounded -> bounded.bounds(mixtures)).ifPresent(bounds -> {
            for (int m = 0; m < mixtures.size(); m++) {
                double truth = loss(logits, labels, mixtures.get(m));
                assertThat(truth).as("%s %s", kind, mixtures.get(m)).isBetween(bounds.least(m), bounds.most(m));
                assertThat(bounds.estimates()[m]).isBetween(bounds.least(m), bounds.most(m));
            }
        });
    }

    /** Large enough that most classes do not matter, and that the shares of those are not all the same. */
    @Test
    void ofManyClassesTheBoundsAreNarrowAndTheEstimateIsNearTheTruth() {
        int models = 9;
        Labels.Hard labels = Logits.labels(600, 400, 3);
        Logits logits = sure(Logits.random(Logits.Kind.SMOOTH, models, 600, 400, 3), labels, 9, 1);
        List<Mixture> mixtures = mixtures(models, 5);

        BoundedLoss table = table(logits, labels).orElseThrow();

        assertThat(table.pairs()).isLessThan(600 * 60);
        BoundedLoss.Bounds bounds = table.bounds(mixtures);
        for (int m = 0; m < mixtures.size(); m++) {
            double truth = loss(logits, labels, mixtures.get(m));
            double width = bounds.most(m) - bounds.least(m);
            assertThat(truth).isBetween(bounds.least(m), bounds.most(m));
            assertThat(width).isBetween(1e-5, 0.02);
            assertThat(bounds.estimates()[m]).isCloseTo(truth, within(width / 4));
        }
    }

    /** Jensen's side is exact for the mixture of all models, Hölder's for each alone. */
    @Test
    void whereASideIsExactTheEstimateIs() {
        Labels.Hard labels = Logits.labels(300, 200, 4);
        Logits logits = sure(Logits.random(Logits.Kind.SMOOTH, 4, 300, 200, 4), labels, 8, 1);
        List<Mixture> mixtures = List.of(Mixture.uniform(0, 1, 2, 3), Mixture.single(2));

        double[] estimates =
                table(logits, labels).orElseThrow().bounds(mixtures).estimates();

        for (int m = 0; m < 2; m++) {
            assertThat(estimates[m]).isCloseTo(loss(logits, labels, mixtures.get(m)), within(2e-6));
        }
    }

    @Test
    void boundsAreTheSameToTheLastBitOnAnyNumberOfThreads() {
        Labels.Hard labels = Logits.labels(500, 70, 5);
        Logits logits = sure(Logits.random(Logits.Kind.SMOOTH, 6, 500, 70, 5), labels, 6, 1);
        ValidationSet set = new ValidationSet("val", logits, labels, 1);
        List<Mixture> mixtures = mixtures(6, 5);
        double[] alone = BoundedLoss.of(set, plenty(), Threads.of(1))
                .orElseThrow()
                .bounds(mixtures)
                .estimates();

        for (int threads : new int[] {2, 3, 8}) {
            assertThat(BoundedLoss.of(set, plenty(), Threads.of(threads))
                            .orElseThrow()
                            .bounds(mixtures)
                            .estimates())
                    .isEqualTo(alone);
        }
    }

    @Test
    void whereTheTableWouldSayTooLittleThereIsNone() {
        Labels.Hard labels = Logits.labels(EXAMPLES, 5, 6);
        Labels.Soft soft = new Labels.Soft(new float[] {0.5f, 0.5f}, 2);

        assertThat(table(Logits.random(Logits.Kind.EXTREME, 3, EXAMPLES, 5, 6), labels))
                .isEmpty();
        assertThat(table(Logits.random(Logits.Kind.HUGE, 3, EXAMPLES, 5, 6), labels))
                .isEmpty();
        assertThat(table(new Logits(new float[][] {{1, 2}}, 1, 2), soft)).isEmpty();
        assertThat(table(Logits.random(Logits.Kind.SMOOTH, 3, EXAMPLES, 5, 6), labels))
                .isPresent();
    }

    private static Optional<BoundedLoss> table(Logits logits, Labels labels) {
        return BoundedLoss.of(new ValidationSet("val", logits, labels, 1), plenty(), THREADS);
    }

    /** Models that give the label a lead, each another one, and are about as unsure of the other classes as is said. */
    private static Logits sure(Logits logits, Labels labels, float lead, float spread) {
        for (int i = 0; i < logits.models(); i++) {
            float[] values = logits.values()[i];
            for (int k = 0; k < values.length; k++) {
                values[k] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, spread * values[k]));
            }
            for (int e = 0; e < logits.examples(); e++) {
                values[e * logits.classes() + labels.label(e)] += lead * (1 + (i + e) % 3 / 3f);
            }
        }
        return logits;
    }

    private static List<Mixture> mixtures(int models, long seed) {
        List<Mixture> mixtures = new ArrayList<>();
        IntStream.range(0, models).forEach(i -> mixtures.add(Mixture.single(i)));
        int[] all = IntStream.range(0, models).toArray();
        mixtures.add(Mixture.uniform(all));
        Random random = new Random(seed);
        for (int k = 0; k < 8; k++) {
            double sharpness = 1 + 3 * random.nextInt(3);
            mixtures.add(Mixture.of(
                    all,
                    IntStream.range(0, models)
                            .mapToDouble(i -> Math.pow(random.nextDouble(), sharpness))
                            .toArray()));
        }
        return mixtures;
    }

    private static double loss(Logits logits, Labels labels, Mixture mixture) {
        int classes = logits.classes();
        double sum = 0;
        for (int e = 0; e < logits.examples(); e++) {
            double[] z = new double[classes];
            double highest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                for (int k = 0; k < mixture.size(); k++) {
                    z[c] += mixture.weight(k) * logits.values()[mixture.member(k)][e * classes + c];
                }
                highest = Math.max(highest, z[c]);
            }
            double total = 0;
            for (double logit : z) {
                total += Math.exp(logit - highest);
            }
            sum += Math.log(total) + highest - z[labels.label(e)];
        }
        return sum / logits.examples();
    }
}
