package dev.radin.soup.estimate;

import java.util.Arrays;

/**
 * Leaves out the competitors of a label whose logits nowhere exceed a stronger one's: where they beat the label, that one
 * does too. It takes the strongest, drops those that it dominates, and so on with what is left, in time linear in the
 * classes. One thread, one of these.
 */
final class DominatedCompetitors {

    /** So many of the strongest are asked whether they dominate: keeping a competitor too many loses nothing. */
    private static final int MOST_ASKED = 32;

    /** Of each competitor the sum over models; what dominates another has none that is smaller, as summing is monotone. */
    private final double[] strengths;
    /** Places of competitors that were neither asked nor dropped yet, ascending. */
    private final int[] open;

    private final boolean[] dropped;

    DominatedCompetitors(int classes) {
        this.strengths = new double[classes];
        this.open = new int[classes];
        this.dropped = new boolean[classes];
    }

    /**
     * @param logits [models][examples of a block, classes]
     * @param base where the example's row begins
     * @param competitors the first {@code count} are classes, ascending; what is kept of them is moved to the front
     * @return how many are kept
     */
    int remove(float[][] logits, int base, int label, int[] competitors, int count) {
        sumUp(logits, base, competitors, count);
        Arrays.fill(dropped, 0, count, false);
        int left = count;
        for (int k = 0; k < count; k++) {
            open[k] = k;
        }
        for (int asked = 0; asked < MOST_ASKED && left > 1; asked++) {
            left = dropDominatedBy(strongest(left), logits, base, label, competitors, left);
        }
        int kept = 0;
        for (int k = 0; k < count; k++) {
            if (!dropped[k]) {
                competitors[kept++] = competitors[k];
            }
        }
        return kept;
    }

    private void sumUp(float[][] logits, int base, int[] competitors, int count) {
        Arrays.fill(strengths, 0, count, 0);
        for (float[] z : logits) {
            for (int k = 0; k < count; k++) {
                strengths[k] += z[base + competitors[k]];
            }
        }
    }

    /** The lowest class among equals. */
    private int strongest(int left) {
        int best = open[0];
        for (int p = 1; p < left; p++) {
            best = strengths[open[p]] > strengths[best] ? open[p] : best;
        }
        return best;
    }

    /** @return how many are left open, which excludes the strongest itself */
    private int dropDominatedBy(int strongest, float[][] logits, int base, int label, int[] competitors, int left) {
        int stronger = competitors[strongest];
        int stillOpen = 0;
        for (int p = 0; p < left; p++) {
            int k = open[p];
            boolean winsTheSameTies = stronger < label || competitors[k] > label;
            if (k == strongest) {
                continue;
            }
            if (winsTheSameTies && nowhereBelow(logits, base + stronger, base + competitors[k])) {
                dropped[k] = true;
            } else {
                open[stillOpen++] = k;
            }
        }
        return stillOpen;
    }

    private static boolean nowhereBelow(float[][] logits, int stronger, int weaker) {
        for (float[] z : logits) {
            if (z[stronger] < z[weaker]) {
                return false;
            }
        }
        return true;
    }
}
