package dev.radin.soup.statistics;

/**
 * How well one number foretells the order of another: of all pairs that differ in the second, the share that the first has
 * in the same order, ties in the first counting half (the concordance of Kendall's tau, as a probability). 1 is always
 * right, ½ is a coin.
 */
public final class Concordance {

    private Concordance() {}

    /** @return in [0, 1]; NaN when no two can be compared. NaN entries take no part. */
    public static double of(double[] foretold, double[] seen) {
        double right = 0;
        int pairs = 0;
        for (int i = 0; i < seen.length; i++) {
            for (int j = 0; j < i; j++) {
                double order = Math.signum(seen[i] - seen[j]);
                double guess = Math.signum(foretold[i] - foretold[j]);
                if (Math.abs(order) == 1 && !Double.isNaN(guess)) {
                    pairs++;
                    right += (1 + order * guess) / 2;
                }
            }
        }
        return right / pairs;
    }
}
