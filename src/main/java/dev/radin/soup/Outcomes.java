package dev.radin.soup;

import java.util.BitSet;

/**
 * A pass over one dataset example by example, for paired tests. Only what its metric depends on is there, as all passes
 * that are compared are held at once.
 *
 * @param correct which examples were right; empty for metrics that do not count
 * @param losses of the NLL: the cross entropy of each example in nats, [examples]
 * @param predictions of the macro F1: the first argmax of each example, [examples]
 */
public record Outcomes(Score score, Labels labels, int classes, BitSet correct, double[] losses, int[] predictions) {

    public Metric metric() {
        return score.metric();
    }

    public int examples() {
        return score.examples();
    }
}
