package dev.radin.soup.estimate;

/**
 * The leads of one {@link ExampleBatch} in 16 bits. Every pair of label and competitor has its own scale, by which the magnitudes of all
 * models' leads sum to at most {@value #MOST_RANGE}, so no sum overflows. Models are taken in groups of four, whose 16 partial sums are
 * made beforehand (the method of the four Russians): a soup is one row a group.
 *
 * <p>The values are leads of the label: a negative sum means that the competitor is ahead. A sum over m members is wrong by at
 * most m/2, from rounding each to an integer, and pairs whose float64 sums themselves are worth less than that are stored
 * as zeros, which are in doubt for every soup.
 */
final class UniformBatch {

    static final int GROUP = 4;
    /** With more, the band of doubt would take a good part of the range: then {@link DirectCount} is as fast. */
    static final int MOST_MODELS = 8192;

    private static final int MOST_RANGE = 32_000;
    private static final int SUBSETS = 1 << GROUP;
    /** The rounding of float64 that the slack of {@link #band} covers, in units of the last bit. */
    private static final double MOST_ROUNDING = 0.25;

    private final ExampleBatch batch;
    /** [slot][group * 16 + subset][example] */
    private final short[][][] rows;

    /** @param models at most {@value #MOST_MODELS} */
    UniformBatch(ExampleBatch batch, int models) {
        this.batch = batch;
        int groups = (models + GROUP - 1) / GROUP;
        this.rows = new short[batch.slots()][groups * SUBSETS][];
        for (int s = 0; s < batch.slots(); s++) {
            short[][] single = quantised(batch, s, models, groups * GROUP);
            for (int g = 0; g < groups; g++) {
                for (int subset = 0; subset < SUBSETS; subset++) {
                    rows[s][g * SUBSETS + subset] = sum(single, g * GROUP, subset, batch.lengths()[s]);
                }
            }
        }
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

    private static short[] sum(short[][] single, int first, int subset, int length) {
        short[] sum = new short[length];
        for (int j = 0; j < GROUP; j++) {
            if ((subset >> j & 1) == 1) {
                Int16Rows.add(single[first + j], sum);
            }
        }
        return sum;
    }

    /**
     * @param chosen one row a group of the soup, {@code group * 16 + subset}; as many as {@link Int16Rows#AT_ONCE} divides
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
