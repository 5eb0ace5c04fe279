package dev.radin.soup.strategy;

import dev.radin.soup.Evaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What another strategy would have evaluated within the same budget, as far as it follows from the evaluations that there
 * are: to be told beside the result, for no pass.
 *
 * @param strategy its name
 * @param soups in order; the first whose score would have been needed to go on is the last
 * @param more whether it goes on once all of these are evaluated
 */
public record Baseline(String strategy, List<Candidate> soups, boolean more) {

    private static final int DRAWS = 200;

    /** The papers' recipes, less the one that is asked for, and without logits less those that need estimates. */
    public static List<Baseline> of(Strategy asked, SearchState state, int budget, long seed) {
        List<Baseline> baselines = new ArrayList<>();
        List<Strategy> papers = state.metric().isOfLogits()
                ? List.of(Strategy.greedy(), Strategy.radin(DRAWS, 0, seed))
                : List.of(Strategy.greedy());
        for (Strategy paper : papers) {
            if (!paper.name().equals(asked.name())) {
                baselines.add(follow(paper, state, budget));
            }
        }
        return baselines;
    }

    private static Baseline follow(Strategy paper, SearchState state, int budget) {
        List<Candidate> soups = new ArrayList<>();
        List<Evaluated> own = new ArrayList<>();
        boolean goesOn = true;
        boolean more = true;
        while (goesOn) {
            int left = budget - soups.size();
            Proposals proposals = paper.propose(state.with(own), left);
            soups.addAll(proposals.next());
            more = proposals.goesOn(left);
            goesOn = more;
            for (Candidate soup : proposals.next()) {
                Optional<Evaluated> known = state.evaluation(soup.mixture());
                known.ifPresent(own::add);
                goesOn &= known.isPresent();
            }
        }
        return new Baseline(paper.name(), soups, more);
    }
}
