package dev.radin.soup.statistics;

import dev.radin.soup.ClassCounts;
import dev.radin.soup.Outcomes;
import dev.radin.soup.SplitMix64;
import dev.radin.soup.Threads;
import dev.radin.soup.WeightedMean;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Of metrics that do not count: the gains when examples are drawn anew, with replacement, all networks on the same draw and
 * each dataset on its own.
 */
final class BootstrapErrors implements GainErrors {

    /** Less the mean over all draws. [draws][soups] */
    private final double[][] errors;

    private final double[][] covariance;

    /** As {@link CountErrors}. */
    BootstrapErrors(List<List<Outcomes>> soups, List<Outcomes> single, double[] shares, long seed, Threads threads) {
        this.errors = new double[PairedBootstrap.RESAMPLES][];
        threads.each(errors.length, draw -> {
            SplitMix64 random = SplitMix64.stream(seed, draw);
            double[][] gains = new double[soups.size()][shares.length];
            for (int d = 0; d < shares.length; d++) {
                int[] times = times(single.get(d).examples(), random);
                double alone = utility(single.get(d), times);
                for (int k = 0; k < soups.size(); k++) {
                    gains[k][d] = utility(soups.get(k).get(d), times) - alone;
                }
            }
            errors[draw] = Arrays.stream(gains)
                    .mapToDouble(gain -> WeightedMean.of(gain, shares))
                    .toArray();
        });
        for (int k = 0; k < soups.size(); k++) {
            subtractMean(k);
        }
        this.covariance = new double[soups.size()][soups.size()];
        for (int j = 0; j < soups.size(); j++) {
            for (int k = 0; k < soups.size(); k++) {
                covariance[j][k] = covariance(j, k);
            }
        }
    }

    /** How often each example is drawn. */
    private static int[] times(int examples, SplitMix64 random) {
        int[] times = new int[examples];
        for (int k = 0; k < examples; k++) {
            times[random.nextInt(examples)]++;
        }
        return times;
    }

    private static double utility(Outcomes outcomes, int[] times) {
        return outcomes.metric()
                .utility(
                        switch (outcomes.metric().type()) {
                            case Accuracy, TopKAccuracy -> throw new IllegalArgumentException(
                                    "right examples can be counted");
                            case NegativeLogLikelihood, MeanScore -> mean(outcomes.values(), times);
                            case MacroF1 -> macroF1(outcomes, times);
                        });
    }

    private static double mean(double[] values, int[] times) {
        double sum = 0;
        for (int e = 0; e < times.length; e++) {
            sum += times[e] * values[e];
        }
        return sum / times.length;
    }

    private static double macroF1(Outcomes outcomes, int[] times) {
        ClassCounts counts = new ClassCounts(outcomes.classes());
        for (int e = 0; e < times.length; e++) {
            counts.add(outcomes.labels().label(e), outcomes.predictions()[e], times[e]);
        }
        return counts.macroF1();
    }

    private void subtractMean(int soup) {
        double mean = 0;
        for (double[] draw : errors) {
            mean += draw[soup] / errors.length;
        }
        for (double[] draw : errors) {
            draw[soup] -= mean;
        }
    }

    private double covariance(int j, int k) {
        double sum = 0;
        for (double[] draw : errors) {
            sum += draw[j] * draw[k];
        }
        return sum / errors.length;
    }

    @Override
    public double[][] covariance() {
        return covariance;
    }

    @Override
    public double[] each(Threads threads, ToDoubleFunction<double[]> look) {
        double[] seen = new double[errors.length];
        threads.each(
                errors.length,
                draw -> seen[draw] = look.applyAsDouble(IntStream.range(0, covariance.length)
                        .mapToDouble(k -> standardized(draw, k))
                        .toArray()));
        return seen;
    }

    @Override
    public double quantile(int soup) {
        double[] sizes = new double[errors.length];
        Arrays.setAll(sizes, draw -> Math.abs(standardized(draw, soup)));
        Arrays.sort(sizes);
        return Quantiles.of(sizes, Comparison.CONFIDENCE);
    }

    private double standardized(int draw, int soup) {
        double standardError = Math.sqrt(covariance[soup][soup]);
        return standardError == 0 ? 0 : errors[draw][soup] / standardError;
    }
}
