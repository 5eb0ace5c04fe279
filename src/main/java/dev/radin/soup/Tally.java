package dev.radin.soup;

import dev.radin.soup.Metric.Type;

/**
 * A metric over one dataset, gathered example by example. Scores of real passes and of estimates both come from here, so
 * the estimate of a single model is its true score to the last bit.
 */
public final class Tally {

    private final Metric metric;
    private final Labels labels;
    private final ClassCounts classCounts;
    private final CrossEntropy crossEntropy;
    private int examples;
    private long correct;
    private double loss;

    public Tally(Metric metric, Labels labels, int classes) {
        this.metric = metric;
        this.labels = labels;
        this.classCounts = metric.type() == Type.MacroF1 ? new ClassCounts(classes) : null;
        this.crossEntropy = metric.type() == Type.NegativeLogLikelihood ? new CrossEntropy(labels, classes) : null;
    }

    /** Adds one example's logits, [classes]. */
    public void add(int example, double[] logits) {
        examples++;
        switch (metric.type()) {
            case Accuracy -> correct += ExampleScore.argmax(logits) == labels.label(example) ? 1 : 0;
            case TopKAccuracy -> correct += ExampleScore.rank(logits, labels.label(example)) < metric.k() ? 1 : 0;
            case NegativeLogLikelihood -> loss += crossEntropy.of(example, logits);
            case MacroF1 -> classCounts.add(labels.label(example), ExampleScore.argmax(logits));
            case MeanScore -> throw notOfLogits();
        }
    }

    /** How many examples were right so far, or -1 where the metric does not count. */
    public long correct() {
        return metric.countsCorrect() ? correct : -1;
    }

    /** The metric's value over the examples so far. */
    public double value() {
        return switch (metric.type()) {
            case Accuracy, TopKAccuracy -> (double) correct / examples;
            case NegativeLogLikelihood -> loss / examples;
            case MacroF1 -> classCounts.macroF1();
            case MeanScore -> throw notOfLogits();
        };
    }

    private static IllegalArgumentException notOfLogits() {
        return new IllegalArgumentException("a program's scores are not computed of logits");
    }
}
