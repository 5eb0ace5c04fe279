package dev.radin.soup.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Outcomes;
import dev.radin.soup.Scorer;
import dev.radin.soup.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {

    private static final Threads THREADS = Threads.of(3);

    /** Twice the sum of comb(n, k) / 2^n up to the smaller count, in exact integers. */
    @ParameterizedTest
    @CsvSource({
        "10, 2, 0.038574218750000",
        "2, 10, 0.038574218750000",
        "5, 5, 1.0",
        "0, 0, 1.0",
        "1, 0, 1.0",
        "0, 20, 1.9073486328125e-06",
        "362, 238, 4.689393779392475e-07"
    })
    void mcNemarIsTheExactBinomialTest(int won, int lost, double expected) {
        assertThat(McNemar.pValue(won, lost)).isCloseTo(expected, within(expected * 1e-9));
    }

    @Test
    void intervalIsAgrestisAndMins() {
        Comparison comparison = McNemar.compare(30, 10, 200, McNemar.Z);

        // Cells plus one half: 30.5 and 10.5 of 202.
        double difference = 20 / 202.0;
        double error = Math.sqrt((41 - 20 * 20 / 202.0)) / 202.0;
        assertThat(comparison.gain()).isEqualTo(0.1);
        assertThat(comparison.lower()).isCloseTo(difference - 1.959963985 * error, within(1e-9));
        assertThat(comparison.upper()).isCloseTo(difference + 1.959963985 * error, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void aModelDoesNotBeatItself(Metric metric) {
        Outcomes outcomes = outcomes(metric, 0, 300, 1);

        Comparison comparison = Comparison.of(List.of(new Comparison.Pair(outcomes, outcomes, 1)), 0, THREADS);

        assertThat(comparison.gain()).isZero();
        assertThat(comparison.pValue()).isEqualTo(1);
        assertThat(comparison.lower()).isLessThanOrEqualTo(0);
        assertThat(comparison.upper()).isGreaterThanOrEqualTo(0);
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void aMuchBetterModelIsFoundBetter(Metric metric) {
        Outcomes better = outcomes(metric, 3, 400, 1);
        Outcomes worse = outcomes(metric, 0.5f, 400, 2);

        Comparison comparison = Comparison.of(List.of(new Comparison.Pair(better, worse, 1)), 0, THREADS);

        assertThat(comparison.gain()).isPositive();
        assertThat(comparison.lower()).isPositive().isLessThan(comparison.gain());
        assertThat(comparison.upper()).isGreaterThan(comparison.gain());
        assertThat(comparison.pValue()).isLessThan(0.01);
    }

    @Test
    void bootstrapIntervalIsCloseToTheNormalOneForManyExamples() {
        Outcomes one = outcomes(Metric.NEGATIVE_LOG_LIKELIHOOD, 1.5f, 2000, 1);
        Outcomes other = outcomes(Metric.NEGATIVE_LOG_LIKELIHOOD, 1.4f, 2000, 2);
        double[] differences = new double[2000];
        double mean = 0;
        for (int e = 0; e < differences.length; e++) {
            differences[e] = other.values()[e] - one.values()[e];
            mean += differences[e] / differences.length;
        }
        double square = 0;
        for (double difference : differences) {
            square += (difference - mean) * (difference - mean);
        }
        double error = Math.sqrt(square / (differences.length - 1.0) / differences.length);

        Comparison comparison = Comparison.of(List.of(new Comparison.Pair(one, other, 1)), 7, THREADS);

        assertThat(comparison.gain()).isCloseTo(mean, within(1e-12));
        assertThat(comparison.lower()).isCloseTo(mean - 1.96 * error, within(0.2 * error));
        assertThat(comparison.upper()).isCloseTo(mean + 1.96 * error, within(0.2 * error));
    }

    @Test
    void severalDatasetsAreComparedByTheirWeightedMeanGainReproducibly() {
        List<Comparison.Pair> pairs = List.of(
                new Comparison.Pair(outcomes(Metric.ACCURACY, 2, 300, 1), outcomes(Metric.ACCURACY, 1, 300, 2), 1),
                new Comparison.Pair(outcomes(Metric.ACCURACY, 1, 200, 3), outcomes(Metric.ACCURACY, 1, 200, 4), 3));

        Comparison comparison = Comparison.of(pairs, 42, THREADS);

        double expected = (pairs.get(0).gain() + 3 * pairs.get(1).gain()) / 4;
        assertThat(comparison.gain()).isCloseTo(expected, within(1e-12));
        assertThat(comparison.test()).isEqualTo("paired bootstrap");
        assertThat(Comparison.of(pairs, 42, THREADS)).isEqualTo(comparison);
    }

    /** A model that favours the right class by {@code skill}, on labels that are the same for all. */
    private static Outcomes outcomes(Metric metric, float skill, int examples, long seed) {
        int classes = 8;
        Labels.Hard labels = Logits.labels(examples, classes, 99);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 1, examples, classes, seed);
        for (int e = 0; e < examples; e++) {
            logits.values()[0][e * classes + labels.label(e)] += skill;
        }
        return Scorer.score(logits, 0, labels, metric);
    }
}
