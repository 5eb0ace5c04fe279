package dev.radin.soup.estimate;

import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import java.util.List;

/**
 * Foretells the score of mixtures from the logits of single models, without running anything: the metric of the averaged
 * raw logits Σ p_i z_i. To first order in the weights these are the soup's own logits (RADIN, arXiv 2401.17790).
 */
public interface Estimator {

    /** One utility a mixture, higher is better: the weighted mean over the validation datasets. */
    double[] estimate(List<Mixture> mixtures);

    /** How many mixtures a search may ask about in a minute or so of one core. Depends on the data only. */
    int affordable();

    /** As {@link #estimate}, or close to it where that is much cheaper: to look at many, of which few are then estimated. */
    default double[] rough(List<Mixture> mixtures) {
        return estimate(mixtures);
    }

    /** About how many mixtures a search may ask roughly. As many as {@link #affordable} where roughly is in full. */
    default int affordableRoughly() {
        return affordable();
    }

    /** Lets go of memory, to be taken again when something more is asked for. */
    default void release() {}

    /**
     * @param sets at least one, all over the same models
     * @param resources change neither an estimate nor how many are affordable
     * @throws dev.radin.fault.RadinException InvalidInput when labels do not fit the logits, MachineUnfit when the memory
     *     does not hold what the metric needs of the logits
     */
    static Estimator of(Metric metric, List<ValidationSet> sets, Resources resources) {
        RankingMemory memory = new RankingMemory(resources.memoryBytes());
        return new WeightedEstimator(
                sets.stream()
                        .map(set -> SetEstimator.of(metric, set, memory, resources.threads()))
                        .toList(),
                sets.stream().mapToDouble(ValidationSet::weight).toArray());
    }

    /** Where there are no logits: every estimate is NaN, and no search is of use. */
    static Estimator none() {
        return new NoEstimates();
    }
}
