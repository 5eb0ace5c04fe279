package dev.radin.soup;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A pass over one dataset example by example, for paired tests. Only what its metric depends on is there, as all passes
 * that are compared are held at once.
 *
 * @param labels null where a program gave scores
 * @param classes likewise 0
 * @param correct which examples were right; empty for metrics that do not count
 * @param values of metrics that are a mean of numbers, [examples]: the cross entropy of each in nats, or its score
 * @param predictions of the macro F1: the first argmax of each example, [examples]
 */
public record Outcomes(Score score, Labels labels, int classes, BitSet correct, double[] values, int[] predictions) {

    /** Of what a program scored each example, [examples], at least one, all finite. */
    public static Outcomes ofScores(float[] scores) {
        double[] values =
                IntStream.range(0, scores.length).mapToDouble(e -> scores[e]).toArray();
        double mean = Arrays.stream(values).sum() / values.length;
        Score score = new Score(Metric.MEAN_SCORE, mean, -1, values.length, Double.NaN);
        return new Outcomes(score, null, 0, new BitSet(), values, new int[0]);
    }

    public Metric metric() {
        return score.metric();
    }

    public int examples() {
        return score.examples();
    }
}
