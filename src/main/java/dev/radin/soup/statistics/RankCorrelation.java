package dev.radin.soup.statistics;

import java.util.stream.IntStream;

/** Spearman's rank correlation: Pearson's of the ranks, ties sharing the mean of theirs. */
public final class RankCorrelation {

    private RankCorrelation() {}

    /** @return in [-1, 1]; NaN when all of one are equal, or fewer than two are left. Pairs with NaN take no part. */
    public static double of(double[] first, double[] second) {
        int[] kept = IntStream.range(0, first.length)
                .filter(i -> !Double.isNaN(first[i]) && !Double.isNaN(second[i]))
                .toArray();
        return pearson(
                ranks(IntStream.of(kept).mapToDouble(i -> first[i]).toArray()),
                ranks(IntStream.of(kept).mapToDouble(i -> second[i]).toArray()));
    }

    /** From 1 on. */
    private static double[] ranks(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double below = 0.5;
            for (double other : values) {
                below += other < values[i] ? 1 : other == values[i] ? 0.5 : 0;
            }
            ranks[i] = below;
        }
        return ranks;
    }

    private static double pearson(double[] x, double[] y) {
        // Ranks have one mean, ties or none.
        double mean = (x.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
