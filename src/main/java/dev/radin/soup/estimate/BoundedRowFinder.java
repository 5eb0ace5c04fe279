package dev.radin.soup.estimate;

import dev.radin.soup.FiniteLogits;
import dev.radin.soup.FloatExponential;
import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds what bounds the cross entropy of every mixture of an example. Classes matter to which the mean of all models' logits
 * gives a probability of a ten-thousandth or more. Of the others, R, the sum in a mixture w is bounded by
 *
 * <p>exp(Σ_i w_i [Σ_R q_c z_ic − Σ_R q_c log q_c]) ≤ Σ_R exp(Σ_i w_i z_ic) ≤ exp(Σ_i w_i log Σ_R exp z_ic),
 *
 * <p>on the left for any distribution q over R (Jensen's inequality), here the softmax of the mean, where both sides are
 * equal; on the right by Hölder's, where they are equal for a single model. Each is a class that stands for all of R. One
 * thread, one of these.
 */
final class BoundedRowFinder implements LogitsSweep.Finder<BoundedRow> {

    private static final double LEAST_PROBABILITY = 1e-4;
    /** Float32 says too little of leads beyond. */
    private static final float MOST_LOGIT = 1e6f;
    /** Lower than any that counts, and still a number when another is taken away. */
    private static final float HIDDEN = -1e30f;
    /** The lead of a class that stands for none. */
    private static final float NO_CLASS = -1000;

    private final LogitsTable table;
    private final Labels.Hard labels;
    private final int classes;
    private final RowSums sums = new RowSums();
    private final float[] row;
    private final float[] mean;
    private final float[] exponentials;
    /** q but for its sum; zero of the classes that matter. */
    private final float[] shares;

    private final float[] products;
    private final int[] kept;
    private int count;
    private double sharesSum;
    private double entropy;

    BoundedRowFinder(LogitsTable table, Labels.Hard labels) {
        this.table = table;
        this.labels = labels;
        this.classes = table.classes();
        this.row = new float[classes];
        this.mean = new float[classes];
        this.exponentials = new float[classes];
        this.shares = new float[classes];
        this.products = new float[classes];
        this.kept = new int[classes];
    }

    @Override
    public Optional<BoundedRow> find(float[][] logits, int place, int example) {
        int base = place * classes;
        int label = labels.label(example);
        average(logits, base, example);
        findKept(label);
        findShares(label);
        int models = logits.length;
        float[] leads = new float[count * models];
        float[] above = new float[models];
        float[] below = new float[models];
        for (int i = 0; i < models; i++) {
            for (int k = 0; k < count; k++) {
                leads[k * models + i] = logits[i][base + kept[k]] - logits[i][base + label];
            }
            System.arraycopy(logits[i], base, row, 0, classes);
            bound(i, label, above, below);
        }
        LossRounding rounding = new LossRounding(models);
        for (int k = 0; k < count; k++) {
            rounding.add(Arrays.copyOfRange(leads, k * models, (k + 1) * models));
        }
        rounding.add(above);
        rounding.add(below);
        return Optional.of(new BoundedRow(leads, above, below, rounding.ofLoss()));
    }

    /** Not finite where some logit is not. */
    private void average(float[][] logits, int base, int example) {
        Arrays.fill(mean, 0);
        for (float[] z : logits) {
            System.arraycopy(z, base, row, 0, classes);
            Float32Rows.add(row, mean, classes);
        }
        Float32Rows.scale(mean, 1f / logits.length, mean, classes);
        for (int c = 0; c < classes; c++) {
            if (!Float.isFinite(mean[c])) {
                FiniteLogits.require(table, logits, base, example);
                return;
            }
        }
    }

    private void findKept(int label) {
        System.arraycopy(mean, 0, row, 0, classes);
        Float32Rows.lower(row, sums.highest(row), classes);
        FloatExponential.ofNotPositive(row, exponentials, classes);
        double least = LEAST_PROBABILITY * RowSums.sum(exponentials);
        count = 0;
        for (int c = 0; c < classes; c++) {
            if (c != label && !(exponentials[c] < least)) {
                kept[count++] = c;
            }
        }
    }

    private void findShares(int label) {
        System.arraycopy(mean, 0, row, 0, classes);
        hideKept(row, label, HIDDEN);
        Float32Rows.lower(row, sums.highest(row), classes);
        System.arraycopy(row, 0, products, 0, classes);
        FloatExponential.ofNotPositive(row, shares, classes);
        hideKept(shares, label, 0);
        sharesSum = RowSums.sum(shares);
        Float32Rows.multiply(products, shares, classes);
        entropy = StrictMath.log(sharesSum) - RowSums.sum(products) / sharesSum;
    }

    private void hideKept(float[] values, int label, float value) {
        values[label] = value;
        for (int k = 0; k < count; k++) {
            values[kept[k]] = value;
        }
    }

    /** From the model's logits, which are in the row. */
    private void bound(int model, int label, float[] above, float[] below) {
        if (count + 1 == classes) {
            above[model] = NO_CLASS;
            below[model] = NO_CLASS;
            return;
        }
        float labelled = row[label];
        hideKept(row, label, HIDDEN);
        float highest = sums.highest(row);
        if (!(Math.abs(highest) <= MOST_LOGIT && Math.abs(labelled) <= MOST_LOGIT)) {
            above[model] = Float.POSITIVE_INFINITY; // which no rounding allows for
            return;
        }
        double lead = (double) highest - labelled;
        Float32Rows.lower(row, highest, classes);
        System.arraycopy(row, 0, products, 0, classes);
        Float32Rows.multiply(products, shares, classes);
        double expected = RowSums.sum(products) / sharesSum;
        FloatExponential.ofNotPositive(row, exponentials, classes);
        double doubt = FloatExponential.RELATIVE + classes * FloatExponential.ABSOLUTE;
        above[model] = Math.nextUp((float) (lead + StrictMath.log(RowSums.sum(exponentials)) + doubt));
        below[model] = Math.nextDown((float) (lead + expected + entropy - doubt + 0x1p-22 * expected));
    }

    @Override
    public long bytes(BoundedRow found) {
        return found.bytes();
    }
}
