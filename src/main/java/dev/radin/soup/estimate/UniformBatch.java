package dev.radin.soup.estimate;

/**
 * The leads of one {@link ExampleBatch} in 16 bits. Every pair of label and competitor has its own scale, by which the
 * magnitudes of all models' leads sum to at most {@value #MOST_RANGE}, so no sum overflows. Models are taken in groups of
 * up to four, whose 16 partial sums are made beforehand (the method of the four Russians): a soup is one row a group.
 * Smaller groups need less memory and more additions.
 *
 * <p>The values are leads of the label: a negative sum means that the competitor is ahead. A sum over m members is wrong by
 * at most m/2, from rounding each to an integer, and pairs whose float64 sums themselves are worth less than that are
 * stored as zeros, which are in doubt for every soup.
 */
final class UniformBatch {

    /** With more, the band of doubt would take a good part of the range: then {@link DirectCount} is as fast. */
    static final int MOST_MODELS = 8192;

    private static final int MOST_RANGE = 32_000;
    private static final int ROW_BYTES = 20;
    private static final int REFERENCE_BYTES = 8;
    /** The rounding of float64 that the slack of {@link #band} covers, in units of the last bit. */
    private static final double MOST_ROUNDING = 0.25;

    private final ExampleBatch batch;
    /** [slot][group · subsets + subset][example] */
    private final short[][][] rows;

    /** @param groups of at most {@value #MOST_MODELS} models */
    UniformBatch(ExampleBatch batch, ModelGroups groups) {
        this.batch = batch;
        this.rows = new short[batch.slots()][groups.rows()][];
        for (int s = 0; s < batch.slots(); s++) {
            short[][] single = quantised(batch, s, groups.models(), groups.count() * groups.size());
            short[] none = new short[batch.lengths()[s]];
            for (int row = 0; row < groups.rows(); row++) {
                int subset = row % groups.subsets();
                rows[s][row] = subset == 0 ? none : sum(single, row / groups.subsets() * groups.size(), subset);
            }
        }
    }

    /** Of memory that it would take. */
    static long bytes(ExampleBatch batch, ModelGroups groups) {
        long bytes = 0;
        for (int length : batch.lengths()) {
            long row = ROW_BYTES + (long) Short.BYTES * length;
            bytes += groups.rows() * (long) REFERENCE_BYTES + (groups.rows() - groups.count() + 1) * row;
        }
        return bytes;
    }

    /** Beyond this far from zero a sum over so many members has the sign of the exact one, and of the float64 sums'. */
    static int band(int members) {
        return (members + 1) / 2 + 1;
    }

    /** To what leads are scaled: a sum of rounded ones with its band beside it must fit in 16 bits. */
    private static int range(int models) {
        return Math.min(MOST_RANGE, Short.MAX_VALUE - 2 * band(models));
    }

    private static short[][] quantised(ExampleBatch batch, int slot, int models, int padded) {
        short[][] leads = new short[padded][batch.lengths()[slot]];
        for (int e = 0; e < batch.lengths()[slot]; e++) {
            SizedExample sized = batch.examples().get(e);
            UndecidedExample example = sized.example();
            int competitor = sized.competitors()[slot];
            double magnitudes = 0;
            for (int i = 0; i < models; i++) {
                magnitudes += Math.abs(example.lead(competitor, i));
            }
            double scale = range(models) / magnitudes;
            if (!(example.roundingOfSums(competitor) * scale < MOST_ROUNDING)) {
                continue;
            }
            for (int i = 0; i < models; i++) {
                leads[i][e] = (short) -Math.rint(example.lead(competitor, i) * scale);
            }
        }
        return leads;
    }

    private static short[] sum(short[][] single, int first, int subset) {
        short[] sum = new short[single[first].length];
        for (int bits = subset; bits != 0; bits &= bits - 1) {
            Int16Rows.add(single[first + Integer.numberOfTrailingZeros(bits)], sum);
        }
        return sum;
    }

    /**
     * @param chosen the rows of {@link ModelGroups#rowsOf}
     * @param count of those
     * @param members of the soup, ascending
     */
    int correct(int[] chosen, int count, int[] members, Scratch scratch) {
        int band = band(members.length);
        short[] sum = scratch.sum;
        for (int s = 0; s < rows.length; s++) {
            int length = batch.lengths()[s];
            short[][] of = rows[s];
            Int16Rows.set(of[chosen[0]], of[chosen[1]], of[chosen[2]], of[chosen[3]], sum, length);
            for (int k = 4; k < count; k += 4) {
                Int16Rows.add(of[chosen[k]], of[chosen[k + 1]], of[chosen[k + 2]], of[chosen[k + 3]], sum, length);
            }
            if (s == 0) {
                Int16Rows.beaten(sum, scratch.surely, scratch.maybe, band, length);
            } else {
                Int16Rows.orBeaten(sum, scratch.surely, scratch.maybe, band, length);
            }
        }
        return count(members, scratch);
    }

    private int count(int[] members, Scratch scratch) {
        int width = batch.width();
        int correct = Int16Rows.notNegative(scratch.maybe, width);
        if (correct + Int16Rows.negative(scratch.surely, width) < width) {
            for (int e = 0; e < width; e++) {
                if (scratch.maybe[e] < 0
                        && scratch.surely[e] >= 0
                        && batch.examples().get(e).example().correct(members, null)) {
                    correct++;
                }
            }
        }
        return correct;
    }

    int width() {
        return batch.width();
    }

    /** Of one thread. */
    static final class Scratch {
        private final short[] sum;
        private final short[] surely;
        private final short[] maybe;

        Scratch(int width) {
            sum = new short[width];
            surely = new short[width];
            maybe = new short[width];
        }
    }
}
