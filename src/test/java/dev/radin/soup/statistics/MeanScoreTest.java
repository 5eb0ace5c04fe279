package dev.radin.soup.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.soup.Metric;
import dev.radin.soup.Outcomes;
import dev.radin.soup.Score;
import dev.radin.soup.Threads;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Scores of a program, held against metrics of logits that come to the same numbers. */
class MeanScoreTest {

    private static final Threads THREADS = Threads.of(3);

    @Test
    void theMeanIsTakenInFloat64() {
        float[] scores = new float[100_000];
        Arrays.fill(scores, 0.1f);
        scores[0] = -1e7f;

        Score score = Outcomes.ofScores(scores).score();

        assertThat(score.value()).isCloseTo((99_999 * (double) 0.1f - 1e7) / 100_000, within(1e-9));
        assertThat(score.utility()).isEqualTo(score.value());
        assertThat(score.correct()).isEqualTo(-1);
        assertThat(score.negativeLogLikelihood()).isNaN();
    }

    /** Of one and zero the mean is the accuracy, and over two datasets both are bootstrapped. */
    @Property(tries = 10)
    void oneAndZeroAreComparedAsRightAndWrong(@ForAll long seed) {
        Random random = new Random(seed);
        List<float[]> soup = List.of(bits(random, 60), bits(random, 40));
        List<float[]> single = List.of(bits(random, 60), bits(random, 40));

        Comparison scores = Comparison.of(pairs(soup, single, Outcomes::ofScores), 7, THREADS);
        Comparison accuracy = Comparison.of(pairs(soup, single, MeanScoreTest::rightOrWrong), 7, THREADS);

        assertThat(scores).isEqualTo(accuracy);
        assertThat(scores.test()).isEqualTo("paired bootstrap");
    }

    /** A loss is a score below zero: the same intervals, tests, standard errors and luck among many. */
    @Property(tries = 10)
    void scoresBelowZeroAreComparedAsLosses(@ForAll @IntRange(min = 1, max = 4) int count, @ForAll long seed) {
        Random random = new Random(seed);
        List<float[]> all = IntStream.rangeClosed(0, count)
                .mapToObj(k -> losses(random, 50, k == count ? 0.1f : 0))
                .toList();

        Contest losses = contest(all.stream().map(MeanScoreTest::loss).toList());
        Contest scores = contest(
                all.stream().map(MeanScoreTest::below).map(Outcomes::ofScores).toList());

        for (int k = 0; k < count; k++) {
            Comparison expected = losses.comparison(k);
            Comparison found = scores.comparison(k);
            assertThat(found.gain()).isCloseTo(expected.gain(), within(1e-12));
            assertThat(found.lower()).isCloseTo(expected.lower(), within(1e-12));
            assertThat(found.upper()).isCloseTo(expected.upper(), within(1e-12));
            assertThat(found.pValue()).isEqualTo(expected.pValue());
            assertThat(found.test()).isEqualTo(expected.test());
        }
        assertThat(scores.standardErrors(0)).containsExactly(losses.standardErrors(0), within(1e-12));
    }

    /** The mean difference and its standard error, as a t-test has them. */
    @Test
    void theIntervalIsCloseToTheNormalOneForManyExamples() {
        Random random = new Random(3);
        float[] soup = losses(random, 3000, 0.03f);
        float[] single = losses(random, 3000, 0);
        double mean = IntStream.range(0, 3000)
                .mapToDouble(e -> (double) soup[e] - single[e])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, 3000)
                        .mapToDouble(e -> Math.pow((double) soup[e] - single[e] - mean, 2))
                        .sum()
                / 2999;
        double error = Math.sqrt(variance / 3000);

        Comparison comparison = contest(List.of(Outcomes.ofScores(soup), Outcomes.ofScores(single)))
                .comparison(0);

        assertThat(comparison.gain()).isCloseTo(mean, within(1e-9));
        assertThat(comparison.lower()).isCloseTo(mean - 1.96 * error, within(0.15 * error));
        assertThat(comparison.upper()).isCloseTo(mean + 1.96 * error, within(0.15 * error));
    }

    private interface Kind {
        Outcomes of(float[] values);
    }

    private static List<Comparison.Pair> pairs(List<float[]> soup, List<float[]> single, Kind kind) {
        return IntStream.range(0, soup.size())
                .mapToObj(d -> new Comparison.Pair(kind.of(soup.get(d)), kind.of(single.get(d)), d + 1))
                .toList();
    }

    /** The last is the single model. */
    private static Contest contest(List<Outcomes> all) {
        return new Contest(
                all.stream().limit(all.size() - 1L).map(List::of).toList(),
                List.of(all.get(all.size() - 1)),
                new double[] {1},
                5,
                THREADS);
    }

    private static float[] bits(Random random, int examples) {
        float[] bits = new float[examples];
        IntStream.range(0, examples).forEach(e -> bits[e] = random.nextInt(2));
        return bits;
    }

    private static float[] losses(Random random, int examples, float more) {
        float[] losses = new float[examples];
        IntStream.range(0, examples).forEach(e -> losses[e] = random.nextFloat() + more);
        return losses;
    }

    private static float[] below(float[] losses) {
        float[] scores = new float[losses.length];
        IntStream.range(0, losses.length).forEach(e -> scores[e] = -losses[e]);
        return scores;
    }

    private static Outcomes rightOrWrong(float[] bits) {
        BitSet right = new BitSet();
        IntStream.range(0, bits.length).filter(e -> bits[e] == 1).forEach(right::set);
        double share = (double) right.cardinality() / bits.length;
        return new Outcomes(
                new Score(Metric.ACCURACY, share, right.cardinality(), bits.length, 1),
                null,
                2,
                right,
                new double[0],
                new int[0]);
    }

    private static Outcomes loss(float[] losses) {
        double[] values =
                IntStream.range(0, losses.length).mapToDouble(e -> losses[e]).toArray();
        double mean = Arrays.stream(values).sum() / values.length;
        return new Outcomes(
                new Score(Metric.NEGATIVE_LOG_LIKELIHOOD, mean, -1, losses.length, mean),
                null,
                2,
                new BitSet(),
                values,
                new int[0]);
    }
}
