package dev.radin.soup.estimate;

import java.util.Arrays;

/**
 * The leads of one {@link Chunk} in float32. Every pair of label and rival is scaled so that the largest lead is one in
 * magnitude. With N weights that sum to one, a sum is then wrong by at most (N + 4) · 2^-24: one rounding for each lead,
 * weight and product, and N for adding. Pairs whose float64 sums themselves are worth less than that are stored as zeros,
 * which are in doubt for every soup.
 */
final class WeightedChunk {

    /** Soups that share one reading of the rows. */
    static final int AT_ONCE = 4;

    private static final double MOST_ROUNDING = 0x1p-26;

    private final Chunk chunk;
    private final int models;
    /** [slot][model][contest] */
    private final float[][][] rows;

    WeightedChunk(Chunk chunk, int models) {
        this.chunk = chunk;
        this.models = models;
        this.rows = new float[chunk.slots()][models][];
        for (int s = 0; s < chunk.slots(); s++) {
            for (int i = 0; i < models; i++) {
                rows[s][i] = new float[chunk.lengths()[s]];
            }
            for (int e = 0; e < chunk.lengths()[s]; e++) {
                scale(chunk.contests().get(e).contest(), s, e);
            }
        }
    }

    private void scale(Contest contest, int slot, int place) {
        double largest = 0;
        for (int i = 0; i < contest.models(); i++) {
            largest = Math.max(largest, Math.abs(contest.lead(slot, i)));
        }
        if (!(contest.roundingOfSums(slot) / largest < MOST_ROUNDING)) {
            return;
        }
        for (int i = 0; i < contest.models(); i++) {
            rows[slot][i][place] = (float) (contest.lead(slot, i) / largest);
        }
    }

    /** Adds to {@code correct} for {@link #AT_ONCE} soups, of which the last may be repeated. */
    void count(WeightedSoup[] soups, long[] correct, Scratch scratch) {
        int width = chunk.width();
        float[][] largest = scratch.largest;
        for (float[] of : largest) {
            Arrays.fill(of, 0, width, Float.NEGATIVE_INFINITY);
        }
        float[] a = soups[0].dense(models);
        float[] b = soups[1].dense(models);
        float[] c = soups[2].dense(models);
        float[] d = soups[3].dense(models);
        float[][] sums = scratch.sums;
        for (int s = 0; s < rows.length; s++) {
            int length = chunk.lengths()[s];
            for (float[] sum : sums) {
                Arrays.fill(sum, 0, length, 0);
            }
            for (int i = 0; i < models; i++) {
                if (a[i] != 0 || b[i] != 0 || c[i] != 0 || d[i] != 0) {
                    Float32Rows.add(rows[s][i], a[i], b[i], c[i], d[i], sums[0], sums[1], sums[2], sums[3]);
                }
            }
            for (int k = 0; k < AT_ONCE; k++) {
                Float32Rows.max(sums[k], largest[k], length);
            }
        }
        for (int k = 0; k < AT_ONCE; k++) {
            correct[k] += count(soups[k], largest[k]);
        }
    }

    private int count(WeightedSoup soup, float[] largest) {
        float band = (models + 4) * 0x1p-24f;
        int correct = 0;
        for (int e = 0; e < chunk.width(); e++) {
            if (largest[e] < -band) {
                correct++;
            } else if (!(largest[e] > band)
                    && chunk.contests().get(e).contest().correct(soup.members(), soup.weights())) {
                correct++;
            }
        }
        return correct;
    }

    int width() {
        return chunk.width();
    }

    /** Of one thread. */
    static final class Scratch {
        private final float[][] sums;
        private final float[][] largest;

        Scratch(int width) {
            sums = new float[AT_ONCE][width];
            largest = new float[AT_ONCE][width];
        }
    }
}
