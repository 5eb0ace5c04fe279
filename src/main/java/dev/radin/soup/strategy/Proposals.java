package dev.radin.soup.strategy;

import java.util.List;

/**
 * A strategy's answer for one round.
 *
 * @param next what is to be evaluated, in order: distinct, no single model, not evaluated yet
 * @param more whether another round may propose something once these are evaluated, budget permitting
 * @param candidates the best {@value #MOST_CANDIDATES} considered, in the strategy's order
 * @param leftOut models kept out of soups, ascending
 */
public record Proposals(List<Candidate> next, boolean more, List<Candidate> candidates, List<Integer> leftOut) {

    public static final int MOST_CANDIDATES = 1000;

    public Proposals {
        next = List.copyOf(next);
        candidates = List.copyOf(candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size())));
        leftOut = List.copyOf(leftOut);
    }

    /** The first of a ranking that are not evaluated yet. */
    static Proposals inOrder(List<Candidate> ranking, SearchState state, int atMost) {
        List<Candidate> open = ranking.stream()
                .filter(c -> state.evaluation(c.mixture()).isEmpty())
                .toList();
        List<Candidate> next = open.subList(0, Math.min(atMost, open.size()));
        return new Proposals(next, open.size() > next.size(), ranking, List.of());
    }
}
