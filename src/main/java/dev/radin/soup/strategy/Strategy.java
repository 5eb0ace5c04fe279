package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import java.util.List;

/**
 * Decides which mixtures are worth a real look. A pure function of what is known: asked again after a crash with the same
 * state it gives the same answer, and asked with part of its proposals evaluated it proposes the rest.
 */
public interface Strategy {

    /** As the status shows it, e.g. {@code Auto/LearntMixtures}. */
    String name();

    /** @param atMost the budget that is left; 0 asks for the ranking only */
    Proposals propose(SearchState state, int atMost);

    /** How to have all of a budget spent of which some is left over: a clause, or empty when nothing helps. */
    default String advice(int budget) {
        return "";
    }

    /** The best there is: mixtures learnt inside basins. */
    static Strategy auto(long seed) {
        return new Auto(seed);
    }

    /** The same where there are no logits: by true scores alone. */
    static Strategy autoByScores() {
        return new AutoByScores();
    }

    /** The best found by search over ½ · estimate + ½ · mean single score. */
    static Strategy search(long seed) {
        return new Search(seed);
    }

    /**
     * The RADIN paper's.
     *
     * @param draws how many random subsets are drawn
     * @param memberBonus utility added for each member
     */
    static Strategy radin(int draws, double memberBonus, long seed) {
        return new Radin(draws, memberBonus, seed);
    }

    /** The recipe of Model Soups, with true evaluations. */
    static Strategy greedy() {
        return new Greedy();
    }

    /** Just these, in order. */
    static Strategy listed(List<Mixture> mixtures) {
        return new Listed(mixtures);
    }
}
