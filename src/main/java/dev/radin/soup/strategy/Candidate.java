package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import java.util.Comparator;

/**
 * A mixture that a strategy considers.
 *
 * @param estimate a utility, higher is better; NaN where there are no logits
 * @param score what the strategy orders by, higher is better
 */
public record Candidate(Mixture mixture, double estimate, double score) {

    /** By score, then by estimate, then in the fixed order of mixtures. */
    public static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
            .thenComparingDouble(Candidate::estimate)
            .reversed()
            .thenComparing(Candidate::mixture);
}
