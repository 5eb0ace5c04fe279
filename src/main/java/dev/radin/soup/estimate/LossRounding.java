package dev.radin.soup.estimate;

import dev.radin.soup.FloatExponential;

/**
 * By how much float32 may change the cross entropy log(1 + Σ_k e^{t_k}) of any mixture of one example, t_k = Σ_i w_i d_ik.
 * A t_k is off by at most one rounding for each lead, weight, product and addition that it went through, two for every four
 * models, all relative to the largest |d_ik|. What that does to the cross entropy is at
 * most the class's probability times it, and that is below exp(max_i d_ik).
 */
final class LossRounding {

    private static final double ROUNDING = 0x1p-24;

    /** Of |x| in exponentials e^x: times the probabilities it sums to less than the logarithm of the number of classes. */
    private static final double MOST_BELOW = 32;

    private final double roundings;
    private int classes = 1;
    private double weighed;
    private double largest;

    LossRounding(int models) {
        roundings = 2.0 * models / Float32Rows.AT_ONCE + 6;
    }

    /** @param leads of a class over the label, one a model */
    void add(float[] leads) {
        double size = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (float lead : leads) {
            size = Math.max(size, Math.abs(lead));
            highest = Math.max(highest, lead);
        }
        weighed += StrictMath.exp(Math.min(0, highest)) * size;
        largest = Math.max(largest, size);
        classes++;
    }

    /** Infinite or NaN where a lead is. */
    double ofLoss() {
        return roundings * ROUNDING * Math.min(weighed, largest)
                + FloatExponential.RELATIVE
                + classes * (FloatExponential.ABSOLUTE + ROUNDING)
                + MOST_BELOW * ROUNDING;
    }
}
