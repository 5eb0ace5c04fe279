package dev.radin.soup.estimate;

import static dev.radin.soup.estimate.BruteForce.THREADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Metrics;
import dev.radin.soup.Mixture;
import dev.radin.soup.Outcomes;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
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

/** Estimates against a plain loop over all logits in float64, which is what they are defined by. */
class EstimatorTest {

    private static final int EXAMPLES = 60;

    @Property(tries = 150)
    void accuracyEqualsBruteForceForEverySubsetTiesIncluded(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 2, max = 6) int models,
            @ForAll @IntRange(min = 2, max = 9) int classes,
            @ForAll long seed) {
        Logits logits = Logits.random(kind, models, EXAMPLES, classes, seed);
        Labels labels = Logits.labels(EXAMPLES, classes, seed);
        List<Mixture> subsets = subsets(models);

        double[] estimates = estimator(Metric.ACCURACY, logits, labels).estimate(subsets);

        for (int s = 0; s < subsets.size(); s++) {
            long correct = correct(logits, labels, subsets.get(s));
            assertThat(Math.round(estimates[s] * EXAMPLES))
                    .as("%s %s", kind, subsets.get(s))
                    .isEqualTo(correct);
        }
    }

    @Property(tries = 100)
    void unequalWeightsOfPowersOfTwoKeepTiesExactToo(
            @ForAll Logits.Kind kind, @ForAll @IntRange(min = 2, max = 5) int models, @ForAll long seed) {
        Logits logits = Logits.random(kind, models, EXAMPLES, 5, seed);
        Labels labels = Logits.labels(EXAMPLES, 5, seed);
        double[] weights = IntStream.range(0, models)
                .mapToDouble(i -> i == models - 1 ? Math.pow(2, -i) : Math.pow(2, -i - 1))
                .toArray();
        Mixture mixture = Mixture.of(IntStream.range(0, models).toArray(), weights);

        double estimate = estimator(Metric.ACCURACY, logits, labels).estimate(List.of(mixture))[0];

        assertThat(Math.round(estimate * EXAMPLES)).isEqualTo(correct(logits, labels, mixture));
    }

    @Property(tries = 60)
    void estimateOfASingleModelIsItsScoreInEveryMetric(
            @ForAll(supplier = Metrics.class) Metric metric, @ForAll Logits.Kind kind, @ForAll long seed) {
        Logits logits = Logits.random(kind, 3, EXAMPLES, 7, seed);
        Labels labels = Logits.labels(EXAMPLES, 7, seed);
        Estimator estimator = estimator(metric, logits, labels);

        for (int i = 0; i < 3; i++) {
            Outcomes outcomes = Scorer.score(logits, i, labels, metric);
            assertThat(estimator.estimate(List.of(Mixture.single(i)))[0])
                    .isEqualTo(outcomes.score().utility());
        }
    }

    @Property(tries = 60)
    void otherMetricsEqualTheirDefinitions(@ForAll @IntRange(min = 2, max = 8) int classes, @ForAll long seed) {
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 4, EXAMPLES, classes, seed);
        Labels.Hard labels = Logits.labels(EXAMPLES, classes, seed);
        Mixture mixture = Mixture.of(new int[] {0, 2, 3}, new double[] {1, 2, 3});
        double loss = 0;
        int[][] confusion = new int[classes][classes];
        for (int e = 0; e < EXAMPLES; e++) {
            double[] z = average(logits, mixture, e);
            int label = labels.label(e);
            double total = Arrays.stream(z).map(v -> Math.exp(v - z[label])).sum();
            loss += Math.log(total);
            confusion[label][argmax(z)]++;
        }

        assertThat(one(Metric.NEGATIVE_LOG_LIKELIHOOD, logits, labels, mixture))
                .isCloseTo(-loss / EXAMPLES, within(1e-12));
        assertThat(one(Metric.MACRO_F1, logits, labels, mixture)).isCloseTo(macroF1(confusion), within(1e-12));
    }

    @Property(tries = 150)
    void topKAccuracyEqualsBruteForceForEverySubsetTiesIncluded(
            @ForAll Logits.Kind kind,
            @ForAll @IntRange(min = 2, max = 5) int models,
            @ForAll @IntRange(min = 2, max = 130) int classes,
            @ForAll @IntRange(min = 1, max = 100) int atMost,
            @ForAll long seed) {
        int k = Math.min(atMost, classes - 1);
        Logits logits = Logits.random(kind, models, EXAMPLES, classes, seed);
        Labels labels = Logits.labels(EXAMPLES, classes, seed);
        List<Mixture> subsets = subsets(models);

        double[] estimates = estimator(Metric.topKAccuracy(k), logits, labels).estimate(subsets);

        for (int s = 0; s < subsets.size(); s++) {
            assertThat(Math.round(estimates[s] * EXAMPLES))
                    .as("%s %s", kind, subsets.get(s))
                    .isEqualTo(amongTheFirst(k, logits, labels, subsets.get(s)));
        }
    }

    @Test
    void asManyAsThereAreClassesIsRefused() {
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 2, EXAMPLES, 5, 1);
        Labels labels = Logits.labels(EXAMPLES, 5, 1);

        assertThatThrownBy(() -> estimator(Metric.topKAccuracy(5), logits, labels))
                .hasMessage(
                        "spec.metric.topKAccuracy.k: is 5, and of the network's 5 classes every one would be among so"
                                + " many; give a smaller one");
        assertThatThrownBy(() -> Scorer.score(logits, 0, labels, Metric.topKAccuracy(6)))
                .hasMessageStartingWith("spec.metric.topKAccuracy.k: is 6, and of the network's 5 classes");
    }

    @Property(tries = 40)
    void permutingTheModelsPermutesTheEstimates(@ForAll Logits.Kind kind, @ForAll long seed) {
        Logits logits = Logits.random(kind, 4, EXAMPLES, 6, seed);
        Labels labels = Logits.labels(EXAMPLES, 6, seed);
        int[] order = {2, 0, 3, 1};

        double straight = one(Metric.ACCURACY, logits, labels, Mixture.uniform(0, 2));
        // In the permuted table model 0 stands at place 1 and model 2 at place 0.
        double permuted = one(Metric.ACCURACY, logits.select(order), labels, Mixture.uniform(0, 1));

        assertThat(permuted).isEqualTo(straight);
    }

    @Test
    void softLabelsAreACrossEntropy() {
        Logits logits = new Logits(new float[][] {{0, (float) Math.log(3)}, {0, 0}}, 1, 2);
        Labels labels = new Labels.Soft(new float[] {0.25f, 0.75f}, 2);

        double utility = one(Metric.NEGATIVE_LOG_LIKELIHOOD, logits, labels, Mixture.single(0));

        assertThat(-utility).isCloseTo(-(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75)), within(1e-7));
    }

    @Test
    void severalDatasetsAreAWeightedMean() {
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 3, EXAMPLES, 4, 1);
        Labels one = Logits.labels(EXAMPLES, 4, 1);
        Labels other = Logits.labels(EXAMPLES, 4, 2);
        Mixture mixture = Mixture.uniform(0, 1, 2);

        double both = Estimator.of(
                        Metric.ACCURACY,
                        List.of(new ValidationSet("val", logits, one, 1), new ValidationSet("val", logits, other, 3)),
                        new Resources(1L << 30, THREADS))
                .estimate(List.of(mixture))[0];

        double expected = (correct(logits, one, mixture) + 3.0 * correct(logits, other, mixture)) / EXAMPLES / 4;
        assertThat(both).isCloseTo(expected, within(1e-12));
    }

    @Test
    void negativeLogLikelihoodIsFoundOfMoreMixturesRoughly() {
        int examples = 600;
        Labels.Hard labels = Logits.labels(examples, 400, 3);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 5, examples, 400, 3);
        for (float[] values : logits.values()) {
            for (int e = 0; e < examples; e++) {
                values[e * 400 + labels.label(e)] += 12;
            }
        }
        List<Mixture> mixtures = List.of(Mixture.uniform(0, 1), Mixture.uniform(1, 2, 4), Mixture.single(3));
        Estimator estimator = estimator(Metric.NEGATIVE_LOG_LIKELIHOOD, logits, labels);

        double[] rough = estimator.rough(mixtures);

        assertThat(rough).containsExactly(estimator.estimate(mixtures), within(1e-3));
        assertThat(rough).isNotEqualTo(estimator.estimate(mixtures));
        assertThat(estimator.affordableRoughly()).isGreaterThan(5 * estimator.affordable());
    }

    private static Estimator estimator(Metric metric, Logits logits, Labels labels) {
        return Estimator.of(
                metric, List.of(new ValidationSet("val", logits, labels, 1)), new Resources(1L << 30, THREADS));
    }

    private static double one(Metric metric, Logits logits, Labels labels, Mixture mixture) {
        return estimator(metric, logits, labels).estimate(List.of(mixture))[0];
    }

    private static long correct(Logits logits, Labels labels, Mixture mixture) {
        return IntStream.range(0, logits.examples())
                .filter(e -> argmax(average(logits, mixture, e)) == labels.label(e))
                .count();
    }

    private static long amongTheFirst(int k, Logits logits, Labels labels, Mixture mixture) {
        return IntStream.range(0, logits.examples())
                .filter(e -> {
                    double[] z = average(logits, mixture, e);
                    return IntStream.range(0, z.length)
                            .boxed()
                            .sorted(Comparator.comparingDouble(c -> -z[c]))
                            .limit(k)
                            .anyMatch(c -> c == labels.label(e));
                })
                .count();
    }

    private static double[] average(Logits logits, Mixture mixture, int example) {
        double[] sum = new double[logits.classes()];
        for (int k = 0; k < mixture.size(); k++) {
            double weight = mixture.isUniform() ? 1 : mixture.weight(k);
            for (int c = 0; c < sum.length; c++) {
                sum[c] += weight * logits.values()[mixture.member(k)][example * sum.length + c];
            }
        }
        if (mixture.isUniform()) {
            for (int c = 0; c < sum.length; c++) {
                sum[c] /= mixture.size();
            }
        }
        return sum;
    }

    private static int argmax(double[] z) {
        int best = 0;
        for (int c = 1; c < z.length; c++) {
            best = z[c] > z[best] ? c : best;
        }
        return best;
    }

    private static double macroF1(int[][] confusion) {
        List<Double> scores = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            int row = Arrays.stream(confusion[c]).sum();
            int column = 0;
            for (int[] r : confusion) {
                column += r[c];
            }
            if (row + column > 0) {
                scores.add(2.0 * confusion[c][c] / (row + column));
            }
        }
        return scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static List<Mixture> subsets(int models) {
        List<Mixture> subsets = new ArrayList<>();
        for (int bits = 1; bits < 1 << models; bits++) {
            int chosen = bits;
            subsets.add(Mixture.uniform(IntStream.range(0, models)
                    .filter(i -> (chosen >> i & 1) == 1)
                    .toArray()));
        }
        Collections.shuffle(subsets, new Random(models));
        return subsets;
    }
}
