package dev.radin.soup.strategy;

import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import java.util.List;

/**
 * A round's proposals, and what is told beside them for no pass.
 *
 * @param estimatesWithout see {@link LeaveOneOut}, one entry a proposal
 */
public record Proposed(Proposals proposals, double[][] estimatesWithout, List<Baseline> baselines) {

    /**
     * @param atMost the budget that is left
     * @param budget in whole
     * @param run the strategy's own soups that were evaluated, and those of compared strategies
     */
    public static Proposed by(
            Strategy strategy, SearchState state, int atMost, int budget, long seed, List<Evaluated> run) {
        Proposals proposals = strategy.propose(state, atMost);
        List<Mixture> next = proposals.next().stream().map(Candidate::mixture).toList();
        return new Proposed(
                proposals,
                LeaveOneOut.estimates(state.estimator(), next),
                Baseline.of(strategy, state.with(run), budget, seed));
    }
}
