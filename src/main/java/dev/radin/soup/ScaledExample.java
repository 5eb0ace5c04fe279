package dev.radin.soup;

import java.util.stream.IntStream;

/** The cross entropy of one example at all scales of a {@link CalibrationCurve}. One thread, one of these. */
final class ScaledExample {

    private static final double[] SCALES_OF_FIRST_DOUBLING = IntStream.range(0, CalibrationCurve.SCALES_PER_DOUBLING)
            .mapToDouble(CalibrationCurve::scale)
            .toArray();

    private final Labels labels;
    private final Exponential exponential;
    /** How far each logit is below the highest; not positive, as all three. [classes] */
    private final double[] below;

    private final double[] scaled;
    private final double[] exponentials;

    ScaledExample(Labels labels, int classes) {
        this.labels = labels;
        this.exponential = new Exponential(classes);
        this.below = new double[classes];
        this.scaled = new double[classes];
        this.exponentials = new double[classes];
    }

    /**
     * @param base where the example's logits begin
     * @param sums of the losses in nats, one a scale; this example's are added
     */
    void addLosses(int example, float[] logits, int base, double[] sums) {
        subtractHighest(logits, base);
        double mass = labels.mass(example);
        double labelled = labels.isSoft() ? labelled(example) : mass * below[labels.label(example)];
        for (int first = 0; first < SCALES_OF_FIRST_DOUBLING.length; first++) {
            double scale = SCALES_OF_FIRST_DOUBLING[first];
            multiply(below, scale, scaled);
            exponential.ofNotPositive(scaled, exponentials);
            for (int k = first; k < sums.length; k += CalibrationCurve.SCALES_PER_DOUBLING) {
                sums[k] += mass * StrictMath.log(Exponential.sum(exponentials)) - scale * labelled;
                multiply(exponentials, exponentials, exponentials);
                scale *= 2;
            }
        }
    }

    private void subtractHighest(float[] logits, int base) {
        float highest = logits[base];
        for (int c = 1; c < below.length; c++) {
            highest = Math.max(highest, logits[base + c]);
        }
        for (int c = 0; c < below.length; c++) {
            below[c] = (double) logits[base + c] - highest;
        }
    }

    private double labelled(int example) {
        double sum = 0;
        for (int c = 0; c < below.length; c++) {
            sum += labels.probability(example, c) * below[c];
        }
        return sum;
    }

    private static void multiply(double[] values, double factor, double[] products) {
        for (int c = 0; c < values.length; c++) {
            products[c] = values[c] * factor;
        }
    }

    private static void multiply(double[] values, double[] factors, double[] products) {
        for (int c = 0; c < values.length; c++) {
            products[c] = values[c] * factors[c];
        }
    }
}
