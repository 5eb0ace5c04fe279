package dev.radin.soup.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
import dev.radin.soup.Threads;
import dev.radin.soup.statistics.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Neither a number nor a failure depends on how many threads work. */
class ThreadCountTest {

    private static final int[] COUNTS = {2, 3, 8};
    private static final int MODELS = 5;
    /** Of so many classes that the examples are read in several blocks. */
    private static final int EXAMPLES = 400;

    private static final int CLASSES = 600;

    private final Logits logits = Logits.random(Logits.Kind.COARSE, MODELS, EXAMPLES, CLASSES, 7);
    private final Labels labels = Logits.labels(EXAMPLES, CLASSES, 7);

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void estimatesAreTheSameToTheLastBit(Metric metric) {
        List<Mixture> mixtures = new ArrayList<>(BruteForce.someSubsets(MODELS, 1, 40, new Random(1)).stream()
                .map(Mixture::uniform)
                .toList());
        mixtures.add(Mixture.of(new int[] {0, 2, 4}, new double[] {1, 2, 4}));
        double[] alone = estimator(metric, 1).estimate(mixtures);

        for (int count : COUNTS) {
            assertThat(estimator(metric, count).estimate(mixtures)).isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void comparisonsAreTheSameToTheLastBit(Metric metric) {
        Comparison.Pair pair = new Comparison.Pair(
                Scorer.score(logits, 0, labels, metric), Scorer.score(logits, 1, labels, metric), 1);
        List<Comparison.Pair> pairs = List.of(pair, pair);
        Comparison alone = Comparison.of(pairs, 3, Threads.of(1));

        for (int count : COUNTS) {
            assertThat(Comparison.of(pairs, 3, Threads.of(count))).isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void theFirstExampleThatIsWrongIsNamed(Metric metric) {
        for (int example : new int[] {390, 299, 201}) {
            logits.values()[example % MODELS][example * CLASSES] = Float.NaN;
        }

        for (int count : COUNTS) {
            assertThatThrownBy(() -> estimator(metric, count).estimate(List.of(Mixture.single(0))))
                    .hasMessageContaining("example 201 ");
        }
    }

    private Estimator estimator(Metric metric, int threads) {
        return Estimator.of(
                metric,
                List.of(new ValidationSet("val", logits, labels, 1)),
                new Resources(1L << 30, Threads.of(threads)));
    }
}
