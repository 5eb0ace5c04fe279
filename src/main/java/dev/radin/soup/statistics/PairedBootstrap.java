package dev.radin.soup.statistics;

import dev.radin.soup.SplitMix64;
import dev.radin.soup.Threads;
import dev.radin.soup.WeightedMean;
import java.util.Arrays;
import java.util.List;

/**
 * The distribution of the gain when examples are drawn anew, with replacement, both models on the same draw and each
 * dataset on its own (Efron, Tibshirani: An Introduction to the Bootstrap, 1993, chapters 13 and 16).
 */
final class PairedBootstrap {

    static final int RESAMPLES = 2000;

    private PairedBootstrap() {}

    static Comparison compare(List<Comparison.Pair> pairs, long seed, Threads threads) {
        List<Resampling> resamplings = pairs.stream().map(Resampling::of).toList();
        double[] weights = pairs.stream().mapToDouble(Comparison.Pair::weight).toArray();
        double[] gains = new double[RESAMPLES];
        threads.each(RESAMPLES, k -> {
            SplitMix64 random = SplitMix64.stream(seed, k);
            double[] draws =
                    resamplings.stream().mapToDouble(r -> r.gain(random)).toArray();
            gains[k] = WeightedMean.of(draws, weights);
        });
        Arrays.sort(gains);
        return new Comparison(
                Comparison.gain(pairs),
                Quantiles.of(gains, 0.025),
                Quantiles.of(gains, 0.975),
                pValue(gains),
                "paired bootstrap");
    }

    /** How often the gain changes its sign, on both sides; never 0, as the observed sample counts as one draw. */
    private static double pValue(double[] gains) {
        int notAbove = 1;
        int notBelow = 1;
        for (double gain : gains) {
            notAbove += gain <= 0 ? 1 : 0;
            notBelow += gain >= 0 ? 1 : 0;
        }
        return Math.min(1, 2.0 * Math.min(notAbove, notBelow) / (gains.length + 1));
    }
}
