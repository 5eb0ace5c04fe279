package dev.radin.soup.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.learn.MixtureFit.Caution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MixtureFitTest {

    private static final int EXAMPLES = 300;
    private static final int CLASSES = 7;

    private final LearnFixture fixture = LearnFixture.read();

    @Test
    void valueAndGradientAreThoseOfNumPyAndItsFiniteDifferences() {
        for (JsonNode point : fixture.json().get("points")) {
            double[] x = LearnFixture.doubles(point.get("x"));
            double[] gradient = new double[x.length];

            double value = fixture.fit(point).objective(caution(point), x, gradient);

            assertThat(value).isCloseTo(point.get("value").asDouble(), within(2e-6));
            assertThat(gradient).containsExactly(LearnFixture.doubles(point.get("gradient")), within(2e-6));
        }
    }

    @Test
    void minimumIsThatOfSciPyToTheGrid() {
        for (JsonNode minimum : fixture.json().get("minima")) {
            double[] p = fixture.fit(minimum).learn(caution(minimum));

            double[] expected = LearnFixture.doubles(minimum.get("p"));
            // Weights below two thousandths are taken away, which the others share.
            assertThat(p).containsExactly(expected, within(0.006));
            assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
            assertThat(Arrays.stream(p).allMatch(w -> w == Math.rint(w * 1000) / 1000))
                    .isTrue();
        }
    }

    @Property(tries = 12)
    void theOrderOfTheModelsChangesAtMostAStepOfTheGrid(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int models) {
        Pool pool = new Pool(models, seed);
        List<Integer> order = new ArrayList<>(IntStream.range(0, models).boxed().toList());
        Collections.shuffle(order, new Random(seed));

        double[] p = pool.learn(Threads.of(1));
        double[] shuffled =
                pool.select(order.stream().mapToInt(i -> i).toArray()).learn(Threads.of(3));

        for (int k = 0; k < models; k++) {
            assertThat(shuffled[k]).isCloseTo(p[order.get(k)], within(0.0011));
        }
    }

    /** Against all logits and a loop over temperatures. */
    @Test
    void theShareThatIsNotGainedIsLearntFromEvaluations() {
        Pool pool = new Pool(6, 11);
        List<double[]> soups = List.of(new double[] {0.5, 0.5, 0, 0}, new double[] {0.1, 0.2, 0.3, 0.4});
        double lost = 0.06 / EXAMPLES * 0.25;
        double gained = 0.06 / EXAMPLES;
        for (int s = 0; s < soups.size(); s++) {
            double averaged = pool.calibratedLoss(Arrays.copyOf(soups.get(s), 6));
            double gain = -averaged;
            for (int i = 0; i < 4; i++) {
                gain += soups.get(s)[i] * pool.calibratedLoss(unit(i));
            }
            lost += gain * (pool.calibratedLoss(unit(4 + s)) - averaged);
            gained += gain * gain;
        }

        KeptClasses kept = pool.kept(4, Threads.of(1));
        double[] own = MixtureFit.ownLosses(kept, 4);

        assertThat(lost / gained).isBetween(0.05, 0.9);
        assertThat(new MixtureFit(kept, own, soups).ownShare()).isCloseTo(lost / gained, within(0.01));
        assertThat(new MixtureFit(kept, own, List.of()).ownShare()).isEqualTo(0.25);
    }

    @Test
    void aModelThatIsTooSureOfItselfHasTheLossOfItsBestTemperature() {
        Pool pool = new Pool(5, 3);
        float[] sure = pool.logits.values()[4];
        for (int k = 0; k < sure.length; k++) {
            sure[k] *= 8;
        }
        double[] expected = IntStream.range(0, 5)
                .mapToDouble(i -> pool.calibratedLoss(Arrays.copyOf(unit(i), 5)))
                .toArray();

        double[] own = MixtureFit.ownLosses(pool.kept(5, Threads.of(1)), 5);

        assertThat(own).containsExactly(expected, within(0.01));
        assertThat(two(own)).containsExactlyElementsOf(two(expected)).contains(4);
    }

    /** The lowest two. */
    private static List<Integer> two(double[] losses) {
        return IntStream.range(0, losses.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> losses[i]))
                .limit(2)
                .toList();
    }

    private static double[] unit(int one) {
        double[] weights = new double[6];
        weights[one] = 1;
        return weights;
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        Pool pool = new Pool(6, 3);

        assertThat(pool.learn(Threads.of(4))).isEqualTo(pool.learn(Threads.of(1)));
    }

    @Test
    void aModelAndItsDuplicateShareItsWeight() {
        double[] p = new Pool(4, 5).select(0, 1, 2, 3, 1).learn(Threads.of(1));

        assertThat(p[4]).isEqualTo(p[1], within(0.0011));
    }

    @Test
    void aModelWithWrongLabelsGetsNoWeight() {
        Pool pool = new Pool(6, 7);
        float[] wrong = pool.logits.values()[2];
        for (int e = 0; e < EXAMPLES; e++) {
            // What it is surest of is the next class.
            float[] row = Arrays.copyOfRange(wrong, e * CLASSES, (e + 1) * CLASSES);
            for (int c = 0; c < CLASSES; c++) {
                wrong[e * CLASSES + (c + 1) % CLASSES] = row[c];
            }
        }

        assertThat(pool.learn(Threads.of(1))[2]).isZero();
    }

    @Test
    void ofEqualModelsAllWeighTheSame() {
        double[] p = new Pool(4, 9).select(1, 1, 1, 1).learn(Threads.of(1));

        assertThat(p).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void whatRoundingLeavesOverGoesToTheFirstOfTheLargest() {
        assertThat(MixtureFit.onGrid(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0})).containsExactly(0.334, 0.333, 0.333);
        assertThat(MixtureFit.onGrid(new double[] {0.9985, 0.0015})).containsExactly(1, 0);
    }

    private static Caution caution(JsonNode asked) {
        return Caution.valueOf(asked.get("caution").asText());
    }

    /**
     * Models that are right more often than not. Were they hardly ever wrong, the more certain a mixture the better it would
     * be, without end, and which one it is would hang on the last digits.
     */
    private record Pool(Logits logits, Labels.Hard labels) {

        Pool(int models, long seed) {
            this(
                    Logits.random(Logits.Kind.SMOOTH, models, EXAMPLES, CLASSES, seed),
                    Logits.labels(EXAMPLES, CLASSES, seed));
            for (int i = 0; i < models; i++) {
                for (int e = 0; e < EXAMPLES; e++) {
                    logits.values()[i][e * CLASSES + labels.label(e)] += (4 + i) / 16f;
                }
            }
        }

        Pool select(int... models) {
            return new Pool(logits.select(models), labels);
        }

        /** @param deciding how many columns, the first, are models */
        KeptClasses kept(int deciding, Threads threads) {
            return KeptClasses.of(
                    List.of(new ValidationSet("val", logits, labels, 1)), deciding, new Resources(1L << 30, threads));
        }

        double[] learn(Threads threads) {
            KeptClasses kept = kept(logits.models(), threads);
            return new MixtureFit(kept, MixtureFit.ownLosses(kept, logits.models()), List.of()).learn(Caution.FIRST);
        }

        /** Of Σ w_j z_j, the lowest over a fine grid of temperatures. */
        double calibratedLoss(double[] weights) {
            double lowest = Double.POSITIVE_INFINITY;
            for (double logScale = -2.5; logScale <= 2; logScale += 0.002) {
                lowest = Math.min(lowest, loss(weights, Math.exp(logScale)));
            }
            return lowest;
        }

        private double loss(double[] weights, double scale) {
            double loss = 0;
            for (int e = 0; e < EXAMPLES; e++) {
                double sum = 0;
                double labelled = 0;
                for (int c = 0; c < CLASSES; c++) {
                    double z = 0;
                    for (int j = 0; j < weights.length; j++) {
                        z += weights[j] == 0 ? 0 : scale * weights[j] * logits.values()[j][e * CLASSES + c];
                    }
                    sum += Math.exp(z);
                    labelled = c == labels.label(e) ? z : labelled;
                }
                loss += (Math.log(sum) - labelled) / EXAMPLES;
            }
            return loss;
        }
    }
}
