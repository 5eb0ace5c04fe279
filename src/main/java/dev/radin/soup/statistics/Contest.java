package dev.radin.soup.statistics;

import dev.radin.soup.Outcomes;
import dev.radin.soup.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * All soups that were evaluated, and the best single model, on the same examples. So it is known what chance alone would
 * give the best of them, whatever rule picks it (max-T: Westfall, Young, Resampling-Based Multiple Testing, 1993). That the
 * single model is the best of several as well is not accounted for, which errs on the safe side.
 */
public final class Contest {

    private final List<List<Outcomes>> soups;
    private final List<Outcomes> single;
    private final double[] weights;
    private final long seed;
    private final Threads threads;
    private final GainErrors errors;

    /**
     * @param soups [soups][datasets], all of one metric
     * @param single [datasets]
     * @param weights of the datasets, positive
     */
    public Contest(List<List<Outcomes>> soups, List<Outcomes> single, double[] weights, long seed, Threads threads) {
        this.soups = soups;
        this.single = single;
        this.weights = weights;
        this.seed = seed;
        this.threads = threads;
        double total = Arrays.stream(weights).sum();
        double[] shares = Arrays.stream(weights).map(w -> w / total).toArray();
        this.errors = countsCorrect()
                ? new CountErrors(soups, single, shares, seed)
                : new BootstrapErrors(soups, single, shares, seed, threads);
    }

    private boolean countsCorrect() {
        return single.get(0).metric().countsCorrect();
    }

    /**
     * Of the difference of each one's score to that of one of them.
     *
     * @param to the number of a soup, or that of soups for the single model
     * @return one a soup, and the single model's at last
     */
    public double[] standardErrors(int to) {
        return IntStream.rangeClosed(0, soups.size())
                .mapToDouble(k -> Math.sqrt(Math.max(0, covariance(k, k) - 2 * covariance(k, to) + covariance(to, to))))
                .toArray();
    }

    /** The single model, whose gain over itself does not vary, comes after the soups. */
    private double covariance(int j, int k) {
        return Math.max(j, k) == soups.size() ? 0 : errors.covariance()[j][k];
    }

    /** Whether one of the soups beats the single model by more than chance gives the best of them all. */
    public Comparison comparison(int soup) {
        Comparison alone = Comparison.of(pairs(soup), seed, threads);
        if (soups.size() == 1) {
            return alone;
        }
        double[] largest = errors.each(
                threads, draw -> Arrays.stream(draw).map(Math::abs).max().orElse(0));
        Arrays.sort(largest);
        double quantile = Math.max(errors.quantile(soup), Quantiles.of(largest, Comparison.CONFIDENCE));
        return wider(alone, soup, quantile).with(pValue(alone, soup, largest), "max-T over " + soups.size() + " soups");
    }

    /**
     * How much of a soup's gain is the luck of having been picked: what its error is, on average, where a rule picks among scores
     * that err as these do. The true gains are not known; they are taken for the seen ones, drawn together towards their mean
     * until what is left of their spread is that which their errors do not explain.
     *
     * @param gains of the soups over the single model, in utility
     * @param rule gets the utilities of the soups, and the single model's at last, which is 0; says which is picked
     * @return in utility; NaN when no soup is ever picked
     */
    public double optimism(double[] gains, ToIntFunction<double[]> rule) {
        double mean = Arrays.stream(gains).average().orElseThrow();
        double kept = Math.sqrt(unexplained(gains));
        double[] truths =
                Arrays.stream(gains).map(g -> mean + kept * (g - mean)).toArray();
        double[] lucks = errors.each(threads, draw -> {
            double[] seen = Arrays.copyOf(truths, truths.length + 1);
            for (int k = 0; k < draw.length; k++) {
                draw[k] *= Math.sqrt(covariance(k, k));
                seen[k] += draw[k];
            }
            int picked = rule.applyAsInt(seen);
            return picked == draw.length ? Double.NaN : draw[picked];
        });
        return Arrays.stream(lucks)
                .filter(luck -> !Double.isNaN(luck))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * How much of the spread of the soups' scores their errors do not explain: 1 − v / s², v the variance of the errors among the
     * soups and s² that of the scores.
     *
     * @param utilities of the soups, or their gains
     * @return from 0 to 1; 0 of one soup
     */
    public double unexplained(double[] utilities) {
        int count = utilities.length;
        double mean = Arrays.stream(utilities).average().orElseThrow();
        double spread =
                Arrays.stream(utilities).map(u -> (u - mean) * (u - mean)).sum() / (count - 1);
        double explained = IntStream.range(0, count)
                        .mapToDouble(k -> covariance(k, k) - rowMean(k))
                        .sum()
                / (count - 1);
        return spread <= explained || count == 1 ? 0 : 1 - explained / spread;
    }

    /** Of the covariances of one soup with all. */
    private double rowMean(int soup) {
        return Arrays.stream(errors.covariance()[soup]).average().orElseThrow();
    }

    private List<Comparison.Pair> pairs(int soup) {
        return IntStream.range(0, weights.length)
                .mapToObj(d -> new Comparison.Pair(soups.get(soup).get(d), single.get(d), weights[d]))
                .toList();
    }

    /** @param quantile of the largest error, in standard errors */
    private Comparison wider(Comparison alone, int soup, double quantile) {
        return weights.length == 1 && countsCorrect()
                ? McNemar.compare(soups.get(soup).get(0), single.get(0), quantile)
                : alone.stretched(quantile / errors.quantile(soup));
    }

    /**
     * How often chance gives the best of them so much. It lies between the soup's own p and as many times that as there are
     * soups (Bonferroni), however few the draws are.
     */
    private double pValue(Comparison alone, int soup, double[] sortedLargest) {
        double error = Math.sqrt(covariance(soup, soup));
        double size = error == 0 ? 0 : Math.abs(alone.gain()) / error;
        long asLarge = Arrays.stream(sortedLargest).filter(l -> l >= size).count();
        double share = (asLarge + 1.0) / (sortedLargest.length + 1.0);
        double most = Math.min(1, soups.size() * alone.pValue());
        return Math.max(alone.pValue(), Math.min(share, most));
    }
}
