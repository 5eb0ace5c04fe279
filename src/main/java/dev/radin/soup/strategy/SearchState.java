package dev.radin.soup.strategy;

import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Single;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.statistics.Basins;
import java.util.List;
import java.util.Optional;

/**
 * All that is known when a strategy is asked.
 *
 * @param singles one a model, at least one
 * @param base what the models started from, numbered after them: it may be in mixtures, and is none to be chosen
 * @param evaluated the soups of this selection that were run, in any order, those without a finite score included
 * @param basins which models may meet
 * @param logits of all of these; none is opened where the metric is not of logits
 * @param findings of these models and this metric; gets what is found
 */
public record SearchState(
        Metric metric,
        List<Single> singles,
        Optional<Single> base,
        Estimator estimator,
        List<Evaluated> evaluated,
        Basins basins,
        CachedLogits logits,
        Findings findings) {

    public int models() {
        return singles.size();
    }

    /** The same, had only these been evaluated. */
    SearchState with(List<Evaluated> others) {
        return new SearchState(metric, singles, base, estimator, others, basins, logits, findings);
    }

    /** The models, best single score first; ties as in {@link Choice}. */
    public int[] bestSinglesFirst() {
        return Choice.singlesBestFirst(singles).stream()
                .mapToInt(e -> e.mixture().member(0))
                .toArray();
    }

    public Optional<Evaluated> evaluation(Mixture mixture) {
        return evaluated.stream().filter(e -> e.mixture().equals(mixture)).findFirst();
    }

    /** ½ · estimate + ½ · mean single score. */
    SearchObjective heldBack() {
        return (soup, estimate) -> estimate / 2 + meanSingle(soup) / 2;
    }

    /** The mean utility of the members on their own, weighted as they are mixed. */
    double meanSingle(Mixture mixture) {
        return mixture.mean(member -> single(member).utility());
    }

    /** The mean NLL of the members on their own, in nats, weighted as they are mixed. */
    double ownLoss(Mixture mixture) {
        return mixture.mean(member -> single(member).negativeLogLikelihood());
    }

    /** A model, or the base. */
    Single single(int number) {
        return number < singles.size() ? singles.get(number) : base.orElseThrow();
    }
}
