package dev.radin.soup.strategy;

import dev.radin.soup.Barrier;
import java.util.List;
import java.util.Map;

/**
 * A strategy's answer for one round.
 *
 * @param next what is to be evaluated, in order: distinct, no single model, not evaluated yet
 * @param more whether another round may propose something once these are evaluated, budget permitting
 * @param candidates the best {@value #MOST_CANDIDATES} considered, in the strategy's order
 * @param keptOut models that are in no soup that it proposes, with why
 * @param barriers what evaluated soups showed, those whose members cannot be averaged
 */
public record Proposals(
        List<Candidate> next,
        boolean more,
        List<Candidate> candidates,
        Map<Integer, KeptOut> keptOut,
        List<Barrier> barriers) {

    public static final int MOST_CANDIDATES = 1000;

    public Proposals {
        next = List.copyOf(next);
        candidates = List.copyOf(candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size())));
        keptOut = Map.copyOf(keptOut);
        barriers = List.copyOf(barriers);
    }

    /** Of a strategy that keeps no model out and looks for no barriers. */
    Proposals(List<Candidate> next, boolean more, List<Candidate> candidates) {
        this(next, more, candidates, Map.of(), List.of());
    }

    /**
     * Whether there will be another round.
     *
     * @param atMost the budget that was left for this one
     */
    public boolean goesOn(int atMost) {
        return more && !next.isEmpty() && next.size() < atMost;
    }

    /** The first of a ranking that are not evaluated yet. */
    static Proposals inOrder(List<Candidate> ranking, SearchState state, int atMost) {
        List<Candidate> open = ranking.stream()
                .filter(c -> state.evaluation(c.mixture()).isEmpty())
                .toList();
        List<Candidate> next = open.subList(0, Math.min(atMost, open.size()));
        return new Proposals(next, open.size() > next.size(), ranking);
    }
}
