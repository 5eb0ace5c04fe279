package dev.radin.soup.estimate;

/**
 * The leads of one {@link ExampleBatch} in float32. Every pair of label and competitor is scaled so that the largest lead
 * is one in magnitude. With N weights that sum to one, a sum is then wrong by at most (N + 4) · 2^-24: one rounding for
 * each lead, weight and product, and N for adding. Pairs whose float64 sums themselves are worth less than that are stored
 * as zeros, which are in doubt for every soup.
 */
final class WeightedBatch {

    private static final double MOST_ROUNDING = 0x1p-26;
    /** A row's header and the reference to it. */
    private static final int ROW_BYTES = 28;

    private final ExampleBatch batch;
    private final float band;
    /** [slot][model][example] */
    private final float[][][] rows;

    WeightedBatch(ExampleBatch batch, int models) {
        this.batch = batch;
        this.band = (models + 4) * 0x1p-24f;
        this.rows = new float[batch.slots()][models][];
        for (int s = 0; s < batch.slots(); s++) {
            for (int i = 0; i < models; i++) {
                rows[s][i] = new float[batch.lengths()[s]];
            }
            for (int e = 0; e < batch.lengths()[s]; e++) {
                scale(batch.examples().get(e).example(), s, e);
            }
        }
    }

    /** Of memory that it would take. */
    static long bytes(ExampleBatch batch, int models) {
        long bytes = 0;
        for (int length : batch.lengths()) {
            bytes += models * (ROW_BYTES + (long) Float.BYTES * length);
        }
        return bytes;
    }

    private void scale(UndecidedExample example, int slot, int place) {
        double largest = 0;
        for (int i = 0; i < example.models(); i++) {
            largest = Math.max(largest, Math.abs(example.lead(slot, i)));
        }
        if (!(example.roundingOfSums(slot) / largest < MOST_ROUNDING)) {
            return;
        }
        for (int i = 0; i < example.models(); i++) {
            rows[slot][i][place] = (float) (example.lead(slot, i) / largest);
        }
    }

    /** @param weights those of the soup */
    int correct(WeightedSoup soup, ColumnWeights weights, Scratch scratch) {
        for (int s = 0; s < rows.length; s++) {
            float[] sum = s == 0 ? scratch.largest : scratch.sum;
            weights.sum(rows[s], sum, batch.lengths()[s]);
            if (s > 0) {
                Float32Rows.max(sum, scratch.largest, batch.lengths()[s]);
            }
        }
        int correct = 0;
        for (int e = 0; e < batch.width(); e++) {
            float lead = scratch.largest[e];
            if (lead < -band) {
                correct++;
            } else if (!(lead > band) && batch.examples().get(e).example().correct(soup.members(), soup.weights())) {
                correct++;
            }
        }
        return correct;
    }

    int width() {
        return batch.width();
    }

    /** Of one thread. */
    static final class Scratch {
        private final float[] sum;
        private final float[] largest;

        Scratch(int width) {
            sum = new float[width];
            largest = new float[width];
        }
    }
}
