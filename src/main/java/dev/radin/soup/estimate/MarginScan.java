package dev.radin.soup.estimate;

import dev.radin.soup.FiniteLogits;
import dev.radin.soup.LogitsTable;
import java.util.Arrays;

/**
 * Over all models of one example, the largest and the smallest lead of each class over a pivot. Class c is said to beat the
 * pivot y in a model if z_c > z_y, or z_c = z_y and c < y. A class that does so in no model does so in no mixture, and one
 * that does so in all models does so in all mixtures.
 *
 * <p>That holds for sums in float64 too, not only for exact ones: multiplying by a weight and adding are monotone under
 * rounding, and a strict lead in every model is at least 2^-25 of the logits' size, far above the rounding of the sum.
 * Leads are taken in float32, where their sign is exact. One thread, one scan.
 */
final class MarginScan {

    private final LogitsTable table;
    private final int classes;
    private final float[] most;
    private final float[] least;
    private final float[] row;
    private int pivot;

    MarginScan(LogitsTable table) {
        this.table = table;
        this.classes = table.classes();
        this.most = new float[classes];
        this.least = new float[classes];
        this.row = new float[classes];
    }

    /**
     * @param base where the example's row begins in each model's logits
     * @throws dev.radin.fault.RadinException InvalidInput when a logit is not finite
     */
    void scan(float[][] logits, int base, int example, int against) {
        pivot = against;
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (float[] z : logits) {
            System.arraycopy(z, base, row, 0, classes);
            widen(row, z[base + pivot], most, least, classes);
        }
        for (int c = 0; c < classes; c++) {
            if (!(most[c] < Float.POSITIVE_INFINITY && least[c] > Float.NEGATIVE_INFINITY)) {
                // The difference of two finite logits may overflow, too.
                FiniteLogits.require(table, logits, base, example);
                return;
            }
        }
    }

    /** The hot loop: all arrays from 0 on and no branch, or the compiler makes no vector instructions of it. NaN stays. */
    private static void widen(float[] row, float pivot, float[] most, float[] least, int classes) {
        for (int c = 0; c < classes; c++) {
            float lead = row[c] - pivot;
            most[c] = Math.max(most[c], lead);
            least[c] = Math.min(least[c], lead);
        }
    }

    boolean beatsInSome(int c) {
        return most[c] > 0 || (most[c] == 0 && c < pivot);
    }

    boolean beatsInAll(int c) {
        return least[c] > 0 || (least[c] == 0 && c < pivot);
    }
}
