package dev.radin.soup.statistics;

/** Quantiles of a sample, linear between order statistics. */
final class Quantiles {

    private Quantiles() {}

    /** @param sorted ascending, at least one */
    static double of(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
