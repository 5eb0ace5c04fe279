package dev.radin.soup.estimate;

import dev.radin.soup.FloatExponential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Leads over a pivot of some examples side by side, those with the most classes first, so that plain loops go over the s-th
 * class of all of them: these are the first {@code lengths[s]} of the examples.
 */
final class LeadBatch {

    /** Many enough that starting a loop costs little beside it, and few enough that what it computes stays in a cache. */
    static final int MOST_EXAMPLES = 512;

    private static final int FEWEST_EXAMPLES = 128;

    /** Of leads: a mebibyte, which stays in a cache while many mixtures are made of them. */
    private static final int MOST_LEADS = 1 << 18;

    private static final int EXPONENTIALS_AT_ONCE = 4096;

    private final int width;
    private final int[] lengths;
    /** [slot][column][example] */
    private final float[][][] leads;

    /**
     * @param leads of each example, [kept classes, columns], those with the most classes first
     * @param columns how many there are
     */
    LeadBatch(float[][] leads, int columns) {
        int slots = leads[0].length / columns;
        this.width = leads.length;
        this.lengths = new int[slots];
        this.leads = new float[slots][columns][];
        for (float[] example : leads) {
            for (int s = 0; s < example.length / columns; s++) {
                lengths[s]++;
            }
        }
        for (int s = 0; s < slots; s++) {
            for (int j = 0; j < columns; j++) {
                this.leads[s][j] = new float[lengths[s]];
            }
        }
        for (int e = 0; e < width; e++) {
            for (int s = 0; s < leads[e].length / columns; s++) {
                for (int j = 0; j < columns; j++) {
                    this.leads[s][j][e] = leads[e][s * columns + j];
                }
            }
        }
    }

    /**
     * Which examples to take together, those with the most classes first: always the same, whatever the threads.
     *
     * @param leads of an example
     */
    static <T> List<List<T>> cut(List<T> examples, Function<T, float[]> leads) {
        List<T> sorted = examples.stream()
                .sorted(Comparator.comparingInt(example -> -leads.apply(example).length))
                .toList();
        List<List<T>> batches = new ArrayList<>();
        for (int first = 0; first < sorted.size(); ) {
            int most = leads.apply(sorted.get(first)).length;
            int width = Math.max(FEWEST_EXAMPLES, Math.min(MOST_EXAMPLES, MOST_LEADS / Math.max(1, most)));
            int end = Math.min(sorted.size(), first + width);
            batches.add(sorted.subList(first, end));
            first = end;
        }
        return batches;
    }

    int width() {
        return width;
    }

    int slots() {
        return lengths.length;
    }

    int length(int slot) {
        return lengths[slot];
    }

    /** Of each example. */
    float[] leads(int slot, int column) {
        return leads[slot][column];
    }

    /** A mixture's leads, and the highest of each example, that of the pivot among them, which is zero. */
    void mix(ColumnWeights weights, Scratch scratch) {
        Arrays.fill(scratch.highest, 0, width, 0);
        for (int s = 0; s < lengths.length; s++) {
            float[] mixed = scratch.mixed[s];
            weights.sum(leads[s], mixed, lengths[s]);
            Float32Rows.max(mixed, scratch.highest, lengths[s]);
        }
    }

    /** exp(scale · (lead − highest)) of what was mixed, and their sum with that of the pivot. */
    void exponentiate(float scale, Scratch scratch) {
        Float32Rows.scale(scratch.highest, -scale, scratch.row, width);
        FloatExponential.ofNotPositive(scratch.row, scratch.sums, width);
        int first = 0;
        int count = 0;
        for (int s = 0; s < lengths.length; s++) {
            if (count + lengths[s] > EXPONENTIALS_AT_ONCE) {
                exponentiate(first, s, count, scratch);
                first = s;
                count = 0;
            }
            Float32Rows.below(scratch.mixed[s], scratch.highest, scale, scratch.row, lengths[s]);
            System.arraycopy(scratch.row, 0, scratch.below, count, lengths[s]);
            count += lengths[s];
        }
        exponentiate(first, lengths.length, count, scratch);
    }

    /** Of slots first .. end − 1, one after the other, as one long loop is quicker than some short ones. */
    private void exponentiate(int first, int end, int count, Scratch scratch) {
        FloatExponential.ofNotPositive(scratch.below, scratch.ofBelow, count);
        int at = 0;
        for (int s = first; s < end; s++) {
            System.arraycopy(scratch.ofBelow, at, scratch.exponentials[s], 0, lengths[s]);
            Float32Rows.add(scratch.exponentials[s], scratch.sums, lengths[s]);
            at += lengths[s];
        }
    }

    /** Of one thread. */
    static final class Scratch {
        /** [slot][example], and the next two [example]. */
        final float[][] mixed;

        final float[][] exponentials;
        final float[] highest = new float[MOST_EXAMPLES];
        final float[] sums = new float[MOST_EXAMPLES];
        private final float[] row = new float[MOST_EXAMPLES];
        private final float[] below = new float[EXPONENTIALS_AT_ONCE];
        private final float[] ofBelow = new float[EXPONENTIALS_AT_ONCE];

        Scratch(int slots) {
            mixed = new float[slots][MOST_EXAMPLES];
            exponentials = new float[slots][MOST_EXAMPLES];
        }
    }
}
