package dev.radin.soup.statistics;

import dev.radin.soup.Outcomes;
import java.util.BitSet;

/** Two models on the same examples, each right or wrong: only the examples on which they differ tell them apart. */
final class McNemar {

    /** The 97.5 % quantile of the normal distribution. */
    static final double Z = 1.959963984540054;

    private McNemar() {}

    static Comparison compare(Outcomes soup, Outcomes single) {
        return compare(soup, single, Z);
    }

    /** @param quantile of the largest error in standard errors, where the soup is one of several */
    static Comparison compare(Outcomes soup, Outcomes single, double quantile) {
        BitSet won = (BitSet) soup.correct().clone();
        won.andNot(single.correct());
        BitSet lost = (BitSet) single.correct().clone();
        lost.andNot(soup.correct());
        return compare(won.cardinality(), lost.cardinality(), soup.examples(), quantile);
    }

    /**
     * The interval is Wald's after adding 1/2 to each cell of the 2 x 2 table (Agresti, Min: Simple improved confidence
     * intervals for comparing matched proportions, Statistics in Medicine 24, 2005).
     *
     * @param won examples that only the soup has right
     * @param lost examples that only the single model has right
     */
    static Comparison compare(int won, int lost, int examples, double quantile) {
        double n = examples + 2.0;
        double difference = won - lost;
        double centre = difference / n;
        double halfWidth = quantile * Math.sqrt(won + lost + 1 - difference * difference / n) / n;
        return new Comparison(
                difference / examples,
                Math.max(-1, centre - halfWidth),
                Math.min(1, centre + halfWidth),
                pValue(won, lost),
                "exact McNemar test");
    }

    /** Twice the lower tail of a fair coin: 2 · P(X ≤ min(won, lost)), X ~ Binomial(won + lost, 1/2), at most 1. */
    static double pValue(int won, int lost) {
        int n = won + lost;
        int fewer = Math.min(won, lost);
        // Terms grow up to n/2, so relative to the last one they neither overflow nor vanish: P(k−1)/P(k) = k/(n−k+1).
        double relative = 1;
        double tail = 1;
        double logLast = -n * StrictMath.log(2);
        for (int k = fewer; k >= 1; k--) {
            double ratio = k / (n - k + 1.0);
            relative *= ratio;
            tail += relative;
            logLast -= StrictMath.log(ratio);
        }
        return Math.min(1, 2 * StrictMath.exp(logLast + StrictMath.log(tail)));
    }
}
