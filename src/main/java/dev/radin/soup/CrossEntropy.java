package dev.radin.soup;

/** The cross entropy of softmax(logits) against labels, in nats: Σ q_c (log Σ exp z − z_c). One thread, one of these. */
final class CrossEntropy {

    private final Labels labels;
    private final Exponential exponential;
    private final double[] shifted;
    private final double[] exponentials;

    CrossEntropy(Labels labels, int classes) {
        this.labels = labels;
        this.exponential = new Exponential(classes);
        this.shifted = new double[classes];
        this.exponentials = new double[classes];
    }

    /** @param logits [classes] */
    double of(int example, double[] logits) {
        double highest = logits[ExampleScore.argmax(logits)];
        subtract(logits, highest, shifted);
        exponential.ofNotPositive(shifted, exponentials);
        double logSum = StrictMath.log(Exponential.sum(exponentials));
        if (labels instanceof Labels.Hard hard) {
            return logSum + (highest - logits[hard.label(example)]);
        }
        double loss = 0;
        for (int c = 0; c < logits.length; c++) {
            double q = labels.probability(example, c);
            if (q > 0) {
                loss += q * (logSum + (highest - logits[c]));
            }
        }
        return loss;
    }

    private static void subtract(double[] logits, double highest, double[] shifted) {
        for (int c = 0; c < logits.length; c++) {
            shifted[c] = logits[c] - highest;
        }
    }
}
