package dev.radin.soup;

import java.util.function.ToDoubleFunction;

/**
 * Between models whose average is worse than they are: the soup's NLL, at its best temperature even, is above the mean of its
 * members' own. Inside one basin that hardly ever is so, across two nearly always. Where there are no logits, a score that is
 * below the mean of the members' own says the same with less certainty.
 *
 * @param loss of the soup: the NLL in nats, or the score below zero; NaN when what it gave was not finite, which is a barrier too
 * @param ownLoss Σ p_i of the members' own
 */
public record Barrier(Mixture soup, double loss, double ownLoss) {

    /**
     * What an evaluation showed.
     *
     * @param ownLoss Σ p_i of the members' own NLL
     * @param calibrated the NLL of a soup at its best temperature
     */
    public static Barrier of(Evaluated soup, double ownLoss, ToDoubleFunction<Mixture> calibrated) {
        // Of most soups even the NLL as it is says that there is none, without a look at the logits.
        boolean needsLook = soup.negativeLogLikelihood() > ownLoss && !Double.isNaN(soup.utility());
        double loss = needsLook ? calibrated.applyAsDouble(soup.mixture()) : soup.negativeLogLikelihood();
        return new Barrier(soup.mixture(), Double.isNaN(soup.utility()) ? Double.NaN : loss, ownLoss);
    }

    /**
     * The same by scores.
     *
     * @param ownUtility Σ p_i of the members' own
     */
    public static Barrier ofScore(Evaluated soup, double ownUtility) {
        return new Barrier(soup.mixture(), -soup.utility(), -ownUtility);
    }

    public boolean isThere() {
        return !(loss <= ownLoss);
    }
}
