package dev.radin.soup.estimate;

import dev.radin.soup.FloatExponential;
import java.util.List;

/** Some examples of {@link BoundedLoss} side by side. */
final class BoundedBatch {

    /** Of so many sums, each below a billion, the product is a float64. */
    private static final int FACTORS = 32;

    private final LeadBatch leads;
    /** [model][example] */
    private final float[][] above;

    private final float[][] below;

    /** @param rows those with the most classes first */
    BoundedBatch(List<BoundedRow> rows, int models) {
        this.leads = new LeadBatch(rows.stream().map(BoundedRow::leads).toArray(float[][]::new), models);
        this.above = sideBySide(rows.stream().map(BoundedRow::above).toList(), models);
        this.below = sideBySide(rows.stream().map(BoundedRow::below).toList(), models);
    }

    private static float[][] sideBySide(List<float[]> rows, int models) {
        float[][] turned = new float[models][rows.size()];
        for (int e = 0; e < rows.size(); e++) {
            for (int i = 0; i < models; i++) {
                turned[i][e] = rows.get(e)[i];
            }
        }
        return turned;
    }

    int slots() {
        return leads.slots();
    }

    /** A mixture's least and most cross entropy, summed over the examples, into the scratch. */
    void bound(ColumnWeights weights, Scratch scratch) {
        leads.mix(weights, scratch.leads);
        leads.exponentiate(1, scratch.leads);
        scratch.least = lossWith(below, weights, scratch);
        scratch.most = lossWith(above, weights, scratch);
    }

    /** With one more class. */
    private double lossWith(float[][] others, ColumnWeights weights, Scratch scratch) {
        int width = leads.width();
        float[] highest = scratch.leads.highest;
        float[] other = scratch.mixed;
        weights.sum(others, other, width);
        Float32Rows.distanceBelow(other, highest, scratch.distances, width);
        FloatExponential.ofNotPositive(scratch.distances, scratch.exponentials, width);
        double loss = 0;
        for (int first = 0; first < width; first += FACTORS) {
            double product = 1;
            for (int e = first; e < Math.min(width, first + FACTORS); e++) {
                double sum = scratch.leads.sums[e];
                boolean over = other[e] > highest[e];
                product *= over ? sum * scratch.exponentials[e] + 1 : sum + scratch.exponentials[e];
                loss += over ? other[e] : highest[e];
            }
            loss += StrictMath.log(product);
        }
        return loss;
    }

    /** Of one thread. */
    static final class Scratch {
        private final LeadBatch.Scratch leads;
        private final float[] mixed = new float[LeadBatch.MOST_EXAMPLES];
        private final float[] distances = new float[LeadBatch.MOST_EXAMPLES];
        private final float[] exponentials = new float[LeadBatch.MOST_EXAMPLES];
        private double least;
        private double most;

        Scratch(int slots) {
            leads = new LeadBatch.Scratch(slots);
        }

        double least() {
            return least;
        }

        double most() {
            return most;
        }
    }
}
