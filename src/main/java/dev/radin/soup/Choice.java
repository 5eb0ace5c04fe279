package dev.radin.soup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The best, by some rule, of all that was truly run.
 *
 * @param chosen a soup, or the best single model
 * @param bestSingle the single model with the highest score
 */
public record Choice(ChoiceRule rule, Evaluated chosen, Evaluated bestSingle) {

    /** Best first: by utility, then by NLL, then single models first and in the fixed order of mixtures. */
    private static final Comparator<Evaluated> BEST_FIRST = Comparator.comparingDouble(Evaluated::utility)
            .reversed()
            .thenComparingDouble(Evaluated::negativeLogLikelihood)
            .thenComparing(Evaluated::mixture);

    /**
     * By {@link ChoiceRule#HighestScore}.
     *
     * @param singles one a model, at least one, all with a utility
     * @param evaluated in any order; those without a finite score are never chosen
     */
    public static Choice among(List<Single> singles, List<Evaluated> evaluated) {
        Evaluated bestSingle = singlesBestFirst(singles).get(0);
        Evaluated chosen = evaluated.stream()
                .filter(e -> !Double.isNaN(e.utility()))
                .min(BEST_FIRST)
                .filter(e -> BEST_FIRST.compare(e, bestSingle) < 0)
                .orElse(bestSingle);
        return new Choice(ChoiceRule.HighestScore, chosen, bestSingle);
    }

    /** The single models in the order in which they would be chosen. */
    public static List<Evaluated> singlesBestFirst(List<Single> singles) {
        List<Evaluated> order = new ArrayList<>();
        for (int i = 0; i < singles.size(); i++) {
            order.add(new Evaluated(
                    Mixture.single(i), singles.get(i).utility(), singles.get(i).negativeLogLikelihood()));
        }
        order.sort(BEST_FIRST);
        return order;
    }

    /** The place of the highest, the first among equals; none of them NaN, at least one. */
    public static int highest(double[] utilities) {
        int highest = 0;
        for (int k = 1; k < utilities.length; k++) {
            highest = utilities[k] > utilities[highest] ? k : highest;
        }
        return highest;
    }

    /** In utility over the best single model: 0 when that was chosen; {@link ChoiceRule#HighestScore} never gives less. */
    public double gain() {
        return chosen.utility() - bestSingle.utility();
    }

    public boolean singleKept() {
        return chosen.mixture().isSingle();
    }
}
