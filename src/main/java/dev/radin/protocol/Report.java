package dev.radin.protocol;

import dev.radin.soup.strategy.KeptOut;
import java.util.List;
import java.util.Map;

/**
 * report.json: all that a selection found out, for people to plot. Scores are values of the metric at full precision;
 * {@code models} inside candidates, evaluations and the choice are names.
 *
 * @param metric its name
 * @param models the usable ones, best single score first
 * @param candidates the best thousand by estimate
 * @param evaluations in the order in which they were proposed
 * @param test scores on data that had no part in the choice
 * @param inputs content digests of everything that was read
 * @param versions of what computed it
 */
public record Report(
        String name,
        String namespace,
        String metric,
        boolean higherIsBetter,
        String strategy,
        int budget,
        List<Model> models,
        List<ExcludedModel> excluded,
        List<Ranking.Candidate> candidates,
        List<Evaluation> evaluations,
        Choice choice,
        List<Test> test,
        Cost cost,
        Map<String, String> inputs,
        Map<String, String> versions,
        List<String> notes,
        List<Baseline> baselines) {

    /** @param suspect as in {@link Ranking.Model}, and {@code basin} and {@code keptOut} */
    public record Model(
            String name,
            double score,
            double negativeLogLikelihood,
            Double distance,
            boolean suspect,
            Integer basin,
            KeptOut keptOut,
            List<DatasetScore> datasets) {}

    /**
     * @param name of the mixture, where strategy Listed was given it; otherwise null
     * @param score NaN when the soup gave no finite logits
     * @param calibratedNegativeLogLikelihood at the soup's own best temperature; null where the choice did not look at it
     * @param estimatesWithout one a model: the estimate of the others, so what each adds; null where it is not known
     */
    public record Evaluation(
            String name,
            List<String> models,
            List<Double> weights,
            double estimate,
            double score,
            Double negativeLogLikelihood,
            int round,
            List<DatasetScore> datasets,
            Double calibratedNegativeLogLikelihood,
            List<Double> estimatesWithout) {}

    /**
     * What a paper's recipe would have evaluated within the same budget, as far as it is known for no pass.
     *
     * @param soups in its order; {@code score} is null where this selection did not evaluate it
     */
    public record Baseline(String strategy, List<BaselineSoup> soups) {}

    public record BaselineSoup(List<String> models, List<Double> weights, double estimate, Double score) {}

    /**
     * @param uri of the published soup's folder
     * @param gain over the best single model, positive is better
     * @param interval lower and upper end of the gain at 95 %, as one of all soups that were evaluated; null when the single
     *     model was kept
     * @param pValue of the paired test against the best single model, two-sided, likewise; null likewise
     * @param test the name of that test
     * @param reason {@code SoupSelected} or {@code BestSingleKept}
     * @param rule what it was chosen by, a {@link dev.radin.soup.ChoiceRule}
     * @param calibratedNegativeLogLikelihood see {@link Evaluation}
     * @param verdict what came of it, in one sentence
     */
    public record Choice(
            String uri,
            List<String> models,
            List<Double> weights,
            double score,
            double gain,
            List<Double> interval,
            Double pValue,
            String test,
            String reason,
            Single single,
            String rule,
            Double calibratedNegativeLogLikelihood,
            String verdict) {}

    /** @param calibratedNegativeLogLikelihood see {@link Evaluation} */
    public record Single(String model, double score, Double calibratedNegativeLogLikelihood) {}

    /**
     * @param what {@code chosen}, {@code best single} or {@code uniform}
     * @param gains over the best single model, of the datasets on which both gave finite logits; none for that model itself
     */
    public record Test(String what, List<String> models, List<DatasetScore> datasets, List<Gain> gains) {}

    /**
     * What a soup gains over the best single model on a dataset that had no part in the choice.
     *
     * @param gain positive is better
     * @param interval its lower and upper end at 95 %
     * @param pValue of the paired test, two-sided; of this dataset alone
     * @param test its name
     */
    public record Gain(String dataset, double gain, List<Double> interval, double pValue, String test) {}
}
