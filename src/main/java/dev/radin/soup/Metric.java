package dev.radin.soup;

/** What a score means. Inside, everything is a <em>utility</em>, where higher is better. */
public enum Metric {
    /** The share of examples whose label is the first argmax of the logits. */
    Accuracy(true),
    /** The share of examples whose label is among the five highest logits, earlier classes first among equals. */
    Top5Accuracy(true),
    /** The mean of -log softmax(logits)[label], in nats; lower is better. */
    NegativeLogLikelihood(false),
    /** The unweighted mean over classes of the F1 of the first argmax; a class with no example and no prediction is left out. */
    MacroF1(true);

    private final boolean higherIsBetter;

    Metric(boolean higherIsBetter) {
        this.higherIsBetter = higherIsBetter;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** From the metric's own value to a utility, and back: the two are each other's inverse. */
    public double utility(double value) {
        return higherIsBetter ? value : -value;
    }
}
