package dev.radin.soup.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.soup.ExpectedChoice;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Outcomes;
import dev.radin.soup.Score;
import dev.radin.soup.Scorer;
import dev.radin.soup.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContestTest {

    private static final Threads THREADS = Threads.of(2);

    /** By NumPy, with two million draws: dev/fixtures/choice.py. */
    static List<JsonNode> contests() throws IOException {
        try (InputStream file = ContestTest.class.getResourceAsStream("/choice/contests.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("contests")
    void intervalsAndProbabilitiesAreNumPys(JsonNode numPy) {
        Contest contest = contest(numPy);

        for (int k = 0; k < numPy.get("soups").size(); k++) {
            Comparison comparison = contest.comparison(k);
            JsonNode interval = numPy.get("intervals").get(k);
            double width = interval.get(1).asDouble() - interval.get(0).asDouble();
            assertThat(comparison.lower()).isCloseTo(interval.get(0).asDouble(), within(0.01 * width));
            assertThat(comparison.upper()).isCloseTo(interval.get(1).asDouble(), within(0.01 * width));
            double pValue = numPy.get("pValues").get(k).asDouble();
            double alone = Comparison.of(List.of(pair(numPy, k)), 0, THREADS).pValue();
            assertThat(comparison.pValue()).isCloseTo(Math.max(alone, pValue), within(0.015));
        }
    }

    @ParameterizedTest
    @MethodSource("contests")
    void standardErrorsOfPairedDifferencesAreNumPys(JsonNode numPy) {
        double[] errors = contest(numPy).standardErrors(numPy.get("top").asInt());

        for (int k = 0; k < errors.length; k++) {
            assertThat(errors[k])
                    .isCloseTo(numPy.get("standardErrorsToTop").get(k).asDouble(), within(1e-9));
        }
    }

    /** Example by example: what is left of each model's error when the mean of all models' on that example is taken off. */
    @ParameterizedTest
    @MethodSource("contests")
    void unexplainedSpreadIsThatOfALoopOverExamples(JsonNode numPy) {
        int soups = numPy.get("soups").size();
        double[] utilities = new double[soups];
        double explained = 0;
        int examples = numPy.get("single").asText().length();
        for (int k = 0; k < soups; k++) {
            utilities[k] = (double) outcomes(numPy.get("soups").get(k).asText())
                            .correct()
                            .cardinality()
                    / examples;
        }
        double mean = Arrays.stream(utilities).average().orElseThrow();
        for (int e = 0; e < examples; e++) {
            double[] right = new double[soups];
            for (int k = 0; k < soups; k++) {
                right[k] = numPy.get("soups").get(k).asText().charAt(e) - '0';
            }
            double all = Arrays.stream(right).average().orElseThrow() - mean;
            for (int k = 0; k < soups; k++) {
                explained += Math.pow(right[k] - utilities[k] - all, 2) / examples / examples / (soups - 1);
            }
        }
        double spread =
                Arrays.stream(utilities).map(u -> (u - mean) * (u - mean)).sum() / (soups - 1);

        assertThat(contest(numPy).unexplained(utilities)).isCloseTo(Math.max(0, 1 - explained / spread), within(1e-9));
    }

    /** Of twelve models that are equally good the best scores some 2.5 points too high on 500 examples. */
    @Test
    void expectedScoreOfTheBestOfEqualsIsWithoutLuck() {
        double seen = 0;
        double expected = 0;
        int times = 200;
        for (int t = 0; t < times; t++) {
            Random random = new Random(t);
            List<List<Outcomes>> models = IntStream.range(0, 12)
                    .mapToObj(k -> List.of(outcomes(right(500, 0.8, random), 500)))
                    .toList();
            double[] utilities = models.stream()
                    .mapToDouble(model -> model.get(0).score().utility())
                    .toArray();
            Contest contest = new Contest(models, models.get(0), new double[] {1}, 0, THREADS);
            double best = Arrays.stream(utilities).max().orElseThrow();
            seen += (best - 0.8) / times;
            expected += (best
                            - ExpectedChoice.of(1, utilities, contest.unexplained(utilities))
                                    .singlesLuck()
                            - 0.8)
                    / times;
        }

        assertThat(seen).isBetween(0.02, 0.04);
        assertThat(expected).isBetween(-0.005, 0.01);
    }

    private static BitSet right(int examples, double share, Random random) {
        BitSet right = new BitSet();
        IntStream.range(0, examples).filter(e -> random.nextDouble() < share).forEach(right::set);
        return right;
    }

    private static Contest contest(JsonNode numPy) {
        List<List<Outcomes>> soups = new ArrayList<>();
        numPy.get("soups").forEach(bits -> soups.add(List.of(outcomes(bits.asText()))));
        return new Contest(soups, List.of(outcomes(numPy.get("single").asText())), new double[] {1}, 0, THREADS);
    }

    private static Comparison.Pair pair(JsonNode numPy, int soup) {
        return new Comparison.Pair(
                outcomes(numPy.get("soups").get(soup).asText()),
                outcomes(numPy.get("single").asText()),
                1);
    }

    private static Outcomes outcomes(String bits) {
        BitSet right = new BitSet();
        IntStream.range(0, bits.length()).filter(e -> bits.charAt(e) == '1').forEach(right::set);
        return outcomes(right, bits.length());
    }

    private static Outcomes outcomes(BitSet right, int examples) {
        int correct = right.cardinality();
        return new Outcomes(
                new Score(Metric.ACCURACY, (double) correct / examples, correct, examples, 1),
                null,
                2,
                right,
                new double[0],
                new int[0]);
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void oneSoupIsComparedAsByItself(Metric metric) {
        Outcomes soup = outcomes(metric, 1.3f, 300, 1);
        Outcomes single = outcomes(metric, 1, 300, 2);

        Contest contest = new Contest(List.of(List.of(soup)), List.of(single), new double[] {2}, 5, THREADS);

        assertThat(contest.comparison(0))
                .isEqualTo(Comparison.of(List.of(new Comparison.Pair(soup, single, 2)), 5, THREADS));
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void severalSoupsMakeIntervalsWiderAndProbabilitiesLarger(Metric metric) {
        List<List<Outcomes>> soups = IntStream.range(0, 6)
                .mapToObj(k -> List.of(outcomes(metric, 1.2f, 300, 10 + k), outcomes(metric, 1.3f, 200, 20 + k)))
                .toList();
        List<Outcomes> single = List.of(outcomes(metric, 1, 300, 1), outcomes(metric, 1, 200, 2));
        double[] weights = {1, 3};
        List<Comparison.Pair> pairs = List.of(
                new Comparison.Pair(soups.get(2).get(0), single.get(0), 1),
                new Comparison.Pair(soups.get(2).get(1), single.get(1), 3));

        Comparison alone = Comparison.of(pairs, 5, THREADS);
        Comparison together = new Contest(soups, single, weights, 5, THREADS).comparison(2);

        assertThat(together.gain()).isEqualTo(alone.gain());
        assertThat((together.upper() - together.lower()) / (alone.upper() - alone.lower()))
                .isBetween(1.2, 1.5);
        assertThat(together.pValue()).isBetween(alone.pValue(), Math.min(1, 6 * alone.pValue()));
        assertThat(new Contest(soups, single, weights, 5, Threads.of(1)).comparison(2))
                .isEqualTo(together);
    }

    /** The bootstrap's standard error of a mean is that of the examples' deviation. */
    @Test
    void standardErrorOfALossIsThatOfItsMean() {
        Outcomes soup = outcomes(Metric.NEGATIVE_LOG_LIKELIHOOD, 1.5f, 1000, 1);
        Outcomes single = outcomes(Metric.NEGATIVE_LOG_LIKELIHOOD, 1.4f, 1000, 2);
        double[] differences = IntStream.range(0, 1000)
                .mapToDouble(e -> soup.values()[e] - single.values()[e])
                .toArray();
        double mean = Arrays.stream(differences).average().orElseThrow();
        double error = Math.sqrt(Arrays.stream(differences)
                        .map(d -> (d - mean) * (d - mean))
                        .average()
                        .orElseThrow()
                / 1000);

        double[] errors =
                new Contest(List.of(List.of(soup)), List.of(single), new double[] {1}, 3, THREADS).standardErrors(1);

        assertThat(errors[0]).isCloseTo(error, within(0.06 * error));
        assertThat(errors[1]).isZero();
    }

    /**
     * The best of several soups that are truly as good as the single model, drawn 400 times: the interval holds the truth, 0,
     * at least nearly as often as it says, and "better" is said rarely, where the interval of the best by itself fails.
     */
    @ParameterizedTest
    @CsvSource({"1, 0.93, 0.045", "5, 0.95, 0.04", "25, 0.95, 0.04"})
    void intervalOfTheBestHoldsTheTruth(int count, double least, double most) {
        Random random = new Random(count);
        int samples = 400;
        int held = 0;
        int better = 0;
        int betterAlone = 0;
        for (int sample = 0; sample < samples; sample++) {
            BitSet single = new BitSet();
            List<BitSet> soups =
                    IntStream.range(0, count).mapToObj(k -> new BitSet()).toList();
            for (int e = 0; e < 500; e++) {
                single.set(e, random.nextDouble() < 0.8);
                for (BitSet soup : soups) {
                    // Differs on some examples, towards right as often as towards wrong.
                    boolean differs = random.nextDouble() < (single.get(e) ? 0.04 : 0.16);
                    soup.set(e, differs != single.get(e));
                }
            }
            List<List<Outcomes>> all =
                    soups.stream().map(soup -> List.of(outcomes(soup, 500))).toList();
            int best = IntStream.range(0, count)
                    .reduce((j, k) -> soups.get(k).cardinality() > soups.get(j).cardinality() ? k : j)
                    .orElseThrow();
            Comparison comparison = new Contest(all, List.of(outcomes(single, 500)), new double[] {1}, sample, THREADS)
                    .comparison(best);
            Comparison alone = Comparison.of(
                    List.of(new Comparison.Pair(all.get(best).get(0), outcomes(single, 500), 1)), 0, THREADS);
            held += comparison.lower() <= 0 && comparison.upper() >= 0 ? 1 : 0;
            better += comparison.gain() > 0 && comparison.pValue() < Comparison.SIGNIFICANT ? 1 : 0;
            betterAlone += alone.gain() > 0 && alone.pValue() < Comparison.SIGNIFICANT ? 1 : 0;
        }

        assertThat((double) held / samples).isGreaterThanOrEqualTo(least);
        assertThat((double) better / samples).isLessThanOrEqualTo(most);
        if (count > 5) {
            assertThat((double) betterAlone / samples).isGreaterThan(0.15);
        }
    }

    /**
     * The soup of the highest gain of several, drawn 120 times from known truths: what is said of its luck is, on average, what it
     * is, whether the soups are truly equal or not, and all better than the single model or none. Of soups that are far apart a
     * quarter too little is said.
     *
     * @param spread between the worst and the best soup's true gains, with {@code middle} halfway
     */
    @ParameterizedTest
    @CsvSource({"5, 0, 0, 0.15", "25, 0, 0, 0.15", "5, 0.02, 0, 0.15", "25, 0.02, 0.03, 0.15", "25, 0.06, 0, 0.35"})
    void optimismIsTheLuckOfThePicked(int count, double spread, double middle, double tolerance) {
        Random random = new Random(count);
        double said = 0;
        double was = 0;
        int picks = 0;
        for (int sample = 0; sample < 120; sample++) {
            BitSet single = new BitSet();
            List<BitSet> soups =
                    IntStream.range(0, count).mapToObj(k -> new BitSet()).toList();
            double[] truths = IntStream.range(0, count)
                    .mapToDouble(k -> middle + spread * (k / (count - 1.0) - 0.5))
                    .toArray();
            for (int e = 0; e < 500; e++) {
                single.set(e, random.nextDouble() < 0.8);
                double shared = random.nextDouble();
                for (int k = 0; k < count; k++) {
                    // Half of what differs does so in all soups.
                    double chance = random.nextBoolean() ? shared : random.nextDouble();
                    boolean differs = chance < (single.get(e) ? 0.04 : 0.16 + truths[k] / 0.2);
                    soups.get(k).set(e, differs != single.get(e));
                }
            }
            double[] gains = soups.stream()
                    .mapToDouble(soup -> (soup.cardinality() - single.cardinality()) / 500.0)
                    .toArray();
            double optimism = new Contest(
                            soups.stream()
                                    .map(soup -> List.of(outcomes(soup, 500)))
                                    .toList(),
                            List.of(outcomes(single, 500)),
                            new double[] {1},
                            sample,
                            THREADS)
                    .optimism(gains, ContestTest::highest);
            int picked = highest(Arrays.copyOf(gains, count + 1));
            if (picked < count) {
                said += optimism;
                was += gains[picked] - truths[picked];
                picks++;
            }
        }

        assertThat(said / picks)
                .as("of %s picks", picks)
                .isCloseTo(was / picks, within(tolerance * was / picks + 0.0007));
    }

    private static int highest(double[] utilities) {
        return IntStream.range(0, utilities.length)
                .reduce((j, k) -> utilities[k] > utilities[j] ? k : j)
                .orElseThrow();
    }

    /** A model that favours the right class by {@code skill}, on labels that are the same for all. */
    private static Outcomes outcomes(Metric metric, float skill, int examples, long seed) {
        Labels.Hard labels = Logits.labels(examples, 8, 99);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 1, examples, 8, seed);
        for (int e = 0; e < examples; e++) {
            logits.values()[0][e * 8 + labels.label(e)] += skill;
        }
        return Scorer.score(logits, 0, labels, metric);
    }
}
