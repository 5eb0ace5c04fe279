package dev.radin.soup.strategy;

import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;

/**
 * Between models whose average is worse than they are: the soup's NLL, at its best temperature even, is above the mean of its
 * members' own. Inside one basin that hardly ever is so, across two nearly always.
 *
 * @param calibratedLoss of the soup, in nats; NaN when it gave no finite logits, which is a barrier too
 * @param ownLoss Σ p_i NLL_i of the members
 */
public record Barrier(Mixture soup, double calibratedLoss, double ownLoss) {

    /** What an evaluation showed. */
    static Barrier of(SearchState state, Evaluated soup) {
        double own = state.ownLoss(soup.mixture());
        // Of most soups even the NLL as it is says that there is none, without a look at the logits.
        boolean needsLook = soup.negativeLogLikelihood() > own && !Double.isNaN(soup.utility());
        double loss = needsLook ? state.logits().calibratedLoss(soup.mixture()) : soup.negativeLogLikelihood();
        return new Barrier(soup.mixture(), Double.isNaN(soup.utility()) ? Double.NaN : loss, own);
    }

    boolean isThere() {
        return !(calibratedLoss <= ownLoss);
    }
}
