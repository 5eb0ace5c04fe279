package dev.radin.soup.estimate;

import dev.radin.soup.Exponential;
import java.util.List;

/**
 * The sums over some rows of {@link KeptClasses}. With leads d over the pivot, t = scale · Σ_j w_j d_j and a label q, an
 * example's cross entropy is Σ q · log(1 + Σ_k e^{t_k}) − Σ_c q_c t_c.
 */
final class KeptLoss {

    private final int columns;
    private final Exponential exponential;
    /** Of all rows one after the other: the mixture's leads, how far they are below the row's highest, and its exponential. */
    private final float[] mixed;

    private final double[] below;
    private final double[] exponentials;
    private final float[] rowGradient;
    private final double[] byWeight;
    private double value;
    private double byScale;

    KeptLoss(int columns, int rows) {
        int classes = rows * KeptRowFinder.MOST_CLASSES;
        this.columns = columns;
        this.exponential = new Exponential(classes);
        this.mixed = new float[classes];
        this.below = new double[classes];
        this.exponentials = new double[classes];
        this.rowGradient = new float[columns];
        this.byWeight = new double[columns];
    }

    double value() {
        return value;
    }

    double byScale() {
        return byScale;
    }

    /** Not a copy. */
    double[] byWeight() {
        return byWeight;
    }

    void add(List<KeptRow> rows, float[] weights, double scale) {
        int at = 0;
        for (KeptRow row : rows) {
            at += mix(row, weights, scale, at);
        }
        exponential.ofNotPositive(below, exponentials, at);
        at = 0;
        for (KeptRow row : rows) {
            at += addRow(row, weights, scale, at);
        }
    }

    /** The pivot comes first, with a lead of zero. @return how many places it takes */
    private int mix(KeptRow row, float[] weights, double scale, int at) {
        int classes = row.classes(columns);
        mixed[at] = 0;
        double highest = 0;
        for (int k = 1; k <= classes; k++) {
            mixed[at + k] = dot(row.leads(), (k - 1) * columns, weights);
            highest = Math.max(highest, scale * mixed[at + k]);
        }
        for (int k = 0; k <= classes; k++) {
            below[at + k] = scale * mixed[at + k] - highest;
        }
        return 1 + classes;
    }

    private static float dot(float[] leads, int base, float[] weights) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int j = 0;
        for (; j + 4 <= weights.length; j += 4) {
            a += weights[j] * leads[base + j];
            b += weights[j + 1] * leads[base + j + 1];
            c += weights[j + 2] * leads[base + j + 2];
            d += weights[j + 3] * leads[base + j + 3];
        }
        for (; j < weights.length; j++) {
            a += weights[j] * leads[base + j];
        }
        return (a + b) + (c + d);
    }

    private int addRow(KeptRow row, float[] weights, double scale, int at) {
        int classes = row.classes(columns);
        double sum = 0;
        for (int k = 0; k <= classes; k++) {
            sum += exponentials[at + k];
        }
        double labelled = row.labelled() == null ? 0 : dot(row.labelled(), 0, weights);
        // The pivot's lead is zero, so what it is below the highest is the highest itself.
        value += row.weight() * (row.mass() * (StrictMath.log(sum) - below[at]) - scale * labelled);
        double expected = 0;
        for (int k = 1; k <= classes; k++) {
            double probability = exponentials[at + k] / sum;
            expected += probability * mixed[at + k];
            addScaled(row.leads(), (k - 1) * columns, (float) (row.mass() * probability), rowGradient, columns);
        }
        byScale += row.weight() * (row.mass() * expected - labelled);
        for (int j = 0; j < columns; j++) {
            double lead = rowGradient[j] - (row.labelled() == null ? 0 : row.labelled()[j]);
            byWeight[j] += scale * row.weight() * lead;
            rowGradient[j] = 0;
        }
        return 1 + classes;
    }

    private static void addScaled(float[] leads, int base, float factor, float[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] += factor * leads[base + j];
        }
    }
}
