package dev.radin.soup.estimate;

import java.util.Arrays;

/**
 * The sums over one {@link KeptPart}. With leads d over the pivot and t = Σ_j w_j d_j, the first part of an example's cross
 * entropy is mass · log(1 + Σ_k e^{scale · t_k}); what a soft label takes away, being linear, is not in here. One thread at a
 * time, again and again.
 */
final class KeptLoss {

    /** Of so many sums, of which none is above {@value KeptRowFinder#MOST_CLASSES}, the product is a float64 by far. */
    private static final int FACTORS = 128;

    private final KeptPart part;
    private final LeadBatch.Scratch scratch;
    private final float[] shares = new float[LeadBatch.MOST_EXAMPLES];
    /** [column][example] */
    private final float[][] byColumn;

    private final float[] byScale = new float[LeadBatch.MOST_EXAMPLES];
    private double value;

    KeptLoss(KeptPart part, int columns) {
        this.part = part;
        this.scratch = new LeadBatch.Scratch(part.batch().slots());
        this.byColumn = new float[columns][LeadBatch.MOST_EXAMPLES];
    }

    double value() {
        return part.weight() * value;
    }

    double byScale() {
        return part.weight() * RowSums.sum(byScale);
    }

    /** But for the factor of the scale. */
    double byWeight(int column) {
        return part.weight() * RowSums.sum(byColumn[column]);
    }

    /** The value and its derivatives. */
    void compute(ColumnWeights weights, float scale) {
        computeValue(weights, scale);
        addDerivatives();
    }

    void computeValue(ColumnWeights weights, float scale) {
        part.batch().mix(weights, scratch);
        part.batch().exponentiate(scale, scratch);
        value = part.masses() == null ? valueOfEqual(scale) : valueOfWeighted(scale);
    }

    /** One logarithm of many sums. */
    private double valueOfEqual(float scale) {
        int width = part.batch().width();
        double logs = 0;
        double highest = 0;
        for (int first = 0; first < width; first += FACTORS) {
            double product = 1;
            for (int e = first; e < Math.min(width, first + FACTORS); e++) {
                product *= scratch.sums[e];
                highest += scratch.highest[e];
            }
            logs += StrictMath.log(product);
        }
        return logs + scale * highest;
    }

    private double valueOfWeighted(float scale) {
        double sum = 0;
        for (int e = 0; e < part.batch().width(); e++) {
            sum += part.masses()[e] * (StrictMath.log(scratch.sums[e]) + (double) scale * scratch.highest[e]);
        }
        return sum;
    }

    private void addDerivatives() {
        LeadBatch batch = part.batch();
        Arrays.fill(byScale, 0);
        for (float[] sums : byColumn) {
            Arrays.fill(sums, 0);
        }
        for (int e = 0; e < batch.width(); e++) {
            shares[e] = part.masses() == null ? 1 : (float) part.masses()[e];
        }
        Float32Rows.divide(shares, scratch.sums, batch.width());
        for (int s = 0; s < batch.slots(); s++) {
            int length = batch.length(s);
            float[] probabilities = scratch.exponentials[s];
            Float32Rows.multiply(probabilities, shares, length);
            Float32Rows.addProduct(probabilities, scratch.mixed[s], byScale, length);
            for (int j = 0; j < byColumn.length; j++) {
                Float32Rows.addProduct(probabilities, batch.leads(s, j), byColumn[j], length);
            }
        }
    }
}
