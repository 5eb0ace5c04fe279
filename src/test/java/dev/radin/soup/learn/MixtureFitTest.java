package dev.radin.soup.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.learn.MixtureFit.Caution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

        double[] learn(Threads threads) {
            KeptClasses kept = KeptClasses.of(
                    List.of(new ValidationSet("val", logits, labels, 1)),
                    logits.models(),
                    new Resources(1L << 30, threads));
            double[] own = IntStream.range(0, logits.models())
                    .mapToDouble(i -> Scorer.score(logits, i, labels, Metric.ACCURACY)
                            .score()
                            .negativeLogLikelihood())
                    .toArray();
            return new MixtureFit(kept, own, List.of()).learn(Caution.FIRST);
        }
    }
}
