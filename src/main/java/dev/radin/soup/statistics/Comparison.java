package dev.radin.soup.statistics;

import dev.radin.soup.Outcomes;
import dev.radin.soup.Threads;
import dev.radin.soup.WeightedMean;
import java.util.List;

/**
 * Whether a soup beats the best single model by more than chance, on the same examples. A comparison by itself does not know
 * that the soup is the best of several; a {@link Contest} does.
 *
 * @param gain in utility, positive is better
 * @param lower the end of the 95 % interval of the gain, as {@code upper}
 * @param pValue two-sided
 * @param test its name
 */
public record Comparison(double gain, double lower, double upper, double pValue, String test) {

    /** A difference with a smaller p is said to be more than chance. One test decides, in every text. */
    public static final double SIGNIFICANT = 0.05;

    /** Of intervals. */
    static final double CONFIDENCE = 0.95;

    /**
     * One dataset.
     *
     * @param weight in the mean over datasets, positive
     */
    public record Pair(Outcomes soup, Outcomes single, double weight) {

        double gain() {
            return soup.score().utility() - single.score().utility();
        }
    }

    /**
     * McNemar's exact test where one dataset's examples are either right or wrong, otherwise a paired bootstrap.
     *
     * @param pairs one a dataset, at least one, all of the same metric
     */
    public static Comparison of(List<Pair> pairs, long seed, Threads threads) {
        return pairs.size() == 1 && pairs.get(0).soup().metric().countsCorrect()
                ? McNemar.compare(pairs.get(0).soup(), pairs.get(0).single())
                : PairedBootstrap.compare(pairs, seed, threads);
    }

    Comparison with(double otherPValue, String otherTest) {
        return new Comparison(gain, lower, upper, otherPValue, otherTest);
    }

    /** With both ends of the interval as many times as far from the gain. */
    Comparison stretched(double factor) {
        return new Comparison(gain, gain - factor * (gain - lower), gain + factor * (upper - gain), pValue, test);
    }

    static double gain(List<Pair> pairs) {
        return WeightedMean.of(
                pairs.stream().mapToDouble(Pair::gain).toArray(),
                pairs.stream().mapToDouble(Pair::weight).toArray());
    }
}
