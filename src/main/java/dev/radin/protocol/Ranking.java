package dev.radin.protocol;

import dev.radin.soup.strategy.KeptOut;
import java.util.List;

/**
 * What rank decided in one round. The same inputs, seed and evaluations give the same bytes, whatever the order of the
 * models in the resource.
 *
 * @param strategy what was used, e.g. {@code Auto/LearntMixtures}
 * @param models the usable models in the order of their digests
 * @param candidates the best thousand by estimate, best first
 * @param proposals what is to be evaluated, this round's and all earlier ones', in order; those of compared strategies too
 * @param more whether another round may propose something after these are evaluated
 * @param selection the hash of what was asked for, as {@link Selection#asked} has it
 * @param baselines what the papers' recipes would evaluate, as far as it is known; null in files of earlier versions
 */
public record Ranking(
        String strategy,
        int round,
        List<Model> models,
        List<ExcludedModel> excluded,
        List<Candidate> candidates,
        List<Proposal> proposals,
        boolean more,
        List<String> notes,
        String selection,
        List<Baseline> baselines) {

    /**
     * @param score the metric's value, the weighted mean over the validation datasets
     * @param negativeLogLikelihood in nats, the same mean; null where there are no logits
     * @param distance see {@link Inspection.Model}
     * @param suspect whether it stays out of proposed soups
     * @param basin the number of the group of models that it is in or nearest to, from 1 on; null in files of earlier
     *     versions
     * @param keptOut why it is suspect; null when it is not, and in files of earlier versions
     */
    public record Model(
            String name,
            String digest,
            double score,
            Double negativeLogLikelihood,
            Double distance,
            boolean suspect,
            Integer basin,
            KeptOut keptOut,
            List<DatasetScore> datasets) {}

    /**
     * @param models names of the members in the order of their digests
     * @param weights one a member, summing to one; null for equal weights
     * @param estimate the metric's value of the averaged logits; null where there are none
     */
    public record Candidate(List<String> models, List<Double> weights, Double estimate) {}

    /**
     * @param estimatesWithout one a member: the estimate of the others; null of soups of compared strategies, where there are
     *     no estimates, and in files of earlier versions
     * @param compared true of a soup that a compared strategy asks for, which is never the result; null otherwise
     */
    public record Proposal(int round, Candidate candidate, List<Double> estimatesWithout, Boolean compared) {}

    /** The strategy's own. */
    public List<Proposal> own() {
        return proposals.stream()
                .filter(proposal -> proposal.compared() == null)
                .toList();
    }

    /** @param soups in the order in which the strategy would evaluate them */
    public record Baseline(String strategy, List<Candidate> soups) {}
}
