package dev.radin.soup.statistics;

import dev.radin.soup.Outcomes;
import dev.radin.soup.SplitMix64;
import dev.radin.soup.Threads;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Of metrics that count right examples: each example is worth −1, 0 or 1 to a soup, so that covariances are exact, and sums
 * of many examples are next to normal.
 */
final class CountErrors implements GainErrors {

    private static final int DRAWS = 10_000;

    private final double[][] covariance;
    private final long seed;

    /**
     * @param soups [soups][datasets]
     * @param single [datasets]
     * @param shares of the datasets in the score, summing to one
     */
    CountErrors(List<List<Outcomes>> soups, List<Outcomes> single, double[] shares, long seed) {
        this.covariance = new double[soups.size()][soups.size()];
        this.seed = seed;
        for (int d = 0; d < shares.length; d++) {
            add(d, soups, single.get(d), shares[d]);
        }
    }

    private void add(int dataset, List<List<Outcomes>> soups, Outcomes single, double share) {
        long[][] won = new long[soups.size()][];
        long[][] lost = new long[soups.size()][];
        double n = single.examples();
        double[] mean = new double[soups.size()];
        for (int k = 0; k < soups.size(); k++) {
            BitSet soup = soups.get(k).get(dataset).correct();
            won[k] = without(soup, single.correct());
            lost[k] = without(single.correct(), soup);
            mean[k] = (both(won[k], won[k]) - both(lost[k], lost[k])) / n;
        }
        for (int j = 0; j < soups.size(); j++) {
            for (int k = 0; k <= j; k++) {
                long products =
                        both(won[j], won[k]) + both(lost[j], lost[k]) - both(won[j], lost[k]) - both(lost[j], won[k]);
                double term = share * share * (products / n - mean[j] * mean[k]) / n;
                covariance[j][k] += term;
                covariance[k][j] = covariance[j][k];
            }
        }
    }

    private static long[] without(BitSet these, BitSet those) {
        BitSet rest = (BitSet) these.clone();
        rest.andNot(those);
        return rest.toLongArray();
    }

    private static long both(long[] these, long[] those) {
        long count = 0;
        for (int w = 0; w < Math.min(these.length, those.length); w++) {
            count += Long.bitCount(these[w] & those[w]);
        }
        return count;
    }

    @Override
    public double[][] covariance() {
        return covariance;
    }

    @Override
    public double[] each(Threads threads, ToDoubleFunction<double[]> look) {
        double[][] factor = Cholesky.factor(correlation());
        double[] seen = new double[DRAWS];
        threads.each(
                DRAWS,
                draw -> seen[draw] =
                        look.applyAsDouble(errors(factor, new NormalDraws(SplitMix64.stream(seed, draw)))));
        return seen;
    }

    private static double[] errors(double[][] factor, NormalDraws normal) {
        double[] independent = new double[factor.length];
        double[] errors = new double[factor.length];
        for (int k = 0; k < factor.length; k++) {
            independent[k] = normal.next();
            for (int j = 0; j <= k; j++) {
                errors[k] += factor[k][j] * independent[j];
            }
        }
        return errors;
    }

    private double[][] correlation() {
        double[][] correlation = new double[covariance.length][covariance.length];
        for (int j = 0; j < covariance.length; j++) {
            for (int k = 0; k < covariance.length; k++) {
                double scale = Math.sqrt(covariance[j][j]) * Math.sqrt(covariance[k][k]);
                correlation[j][k] = scale == 0 ? 0 : covariance[j][k] / scale;
            }
        }
        return correlation;
    }

    @Override
    public double quantile(int soup) {
        return McNemar.Z;
    }
}
