package dev.radin.protocol;

import java.util.List;

/**
 * The result of a selection, and how it compares with the best single model.
 *
 * @param uri of the published soup's folder
 * @param gain over the best single model, positive is better
 * @param interval lower and upper end of the gain at 95 %, as one of all soups that were evaluated; null when the single
 *     model was kept
 * @param pValue of the paired test against the best single model, two-sided, likewise; null likewise
 * @param test the name of that test
 * @param reason {@code SoupSelected} or {@code BestSingleKept}
 * @param rule what it was chosen by, a {@link dev.radin.soup.ChoiceRule}
 * @param calibratedNegativeLogLikelihood see {@link Report.Evaluation}
 * @param verdict what came of it, in one sentence; null in reports of earlier versions
 * @param optimism how much of the gain is the luck of having been picked among several, positive; null where that is not
 *     known
 * @param adapter what kind of adapter is published; null for weights, and in reports of earlier versions
 */
public record ReportedChoice(
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
        String verdict,
        Double optimism,
        Soup.Adapter adapter) {

    public ReportedChoice {
        Whole.members(models, weights);
        Whole.interval(interval);
        Whole.present(single, "the best single model");
    }

    /** @param calibratedNegativeLogLikelihood see {@link Report.Evaluation} */
    public record Single(String model, double score, Double calibratedNegativeLogLikelihood) {

        public Single {
            Whole.text(model, Whole.NAME, "the best single model's name");
        }
    }
}
