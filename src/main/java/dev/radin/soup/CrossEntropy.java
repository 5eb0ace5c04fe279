package dev.radin.soup;

/** The cross entropy of softmax(logits) against labels, in nats: Σ q_c (log Σ exp z − z_c). One thread, one of these. */
final class CrossEntropy {

    private final Labels labels;
    private final double[] shifted;
    private final double[] exponentials;

    CrossEntropy(Labels labels, int classes) {
        this.labels = labels;
        this.shifted = new double[classes];
        this.exponentials = new double[classes];
    }

    /** @param logits [classes] */
    double of(int example, double[] logits) {
        double highest = logits[0];
        for (int c = 1; c < logits.length; c++) {
            highest = Math.max(highest, logits[c]);
        }
        subtract(logits, highest, shifted);
        Exponential.ofNotPositive(shifted, exponentials, logits.length);
        double logSum = Math.log(Exponential.sum(exponentials, logits.length));
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
