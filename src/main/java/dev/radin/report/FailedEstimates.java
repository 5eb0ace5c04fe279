package dev.radin.report;

import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.soup.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether averaged logits promised what averaged weights did not hold, in every soup: then it is not the search that failed,
 * and another budget would not help.
 */
final class FailedEstimates {

    private static final int FEWEST_SOUPS = 2;

    static final String NOTE =
            "each soup was estimated to beat the best single model and scored less than its members do on"
                    + " their own: the models are good together, as an ensemble, but their weights do not average; were they"
                    + " trained from one start, their last layers too?";

    private FailedEstimates() {}

    /** @param evaluations soups with their scores; one without finite logits scored nothing */
    static boolean areAll(
            List<Report.Model> models,
            List<Report.Evaluation> evaluations,
            ReportedChoice.Single bestSingle,
            Metric metric) {
        Map<String, Double> own = own(models, metric);
        return evaluations.size() >= FEWEST_SOUPS
                && evaluations.stream()
                        .allMatch(soup ->
                                isEstimatedAbove(bestSingle, soup, metric) && isBelowMembers(soup, own, metric));
    }

    /**
     * Whether some soup showed that its members' weights do not average: it scored less than they do on their own, or the best
     * single model had to be kept though it was estimated to beat it.
     *
     * @param singleKept whether that model is the result
     */
    static boolean isAny(
            List<Report.Model> models,
            List<Report.Evaluation> evaluations,
            ReportedChoice.Single bestSingle,
            boolean singleKept,
            Metric metric) {
        Map<String, Double> own = own(models, metric);
        return evaluations.stream()
                .anyMatch(soup ->
                        isBelowMembers(soup, own, metric) || singleKept && isEstimatedAbove(bestSingle, soup, metric));
    }

    /** None is by a metric that is not of logits. */
    private static boolean isEstimatedAbove(ReportedChoice.Single single, Report.Evaluation soup, Metric metric) {
        return soup.estimate() != null && metric.utility(soup.estimate()) > metric.utility(single.score());
    }

    private static Map<String, Double> own(List<Report.Model> models, Metric metric) {
        return models.stream().collect(Collectors.toMap(Report.Model::name, model -> metric.utility(model.score())));
    }

    /** So is one without finite logits. */
    private static boolean isBelowMembers(Report.Evaluation soup, Map<String, Double> own, Metric metric) {
        return !(metric.utility(soup.score()) >= mean(soup, own));
    }

    /** What the members score on their own, weighted as they are mixed; the base is none that is scored so. */
    private static double mean(Report.Evaluation soup, Map<String, Double> own) {
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < soup.models().size(); k++) {
            Double score = own.get(soup.models().get(k));
            if (score != null) {
                double weight = soup.weights() == null ? 1 : soup.weights().get(k);
                sum += weight * score;
                weights += weight;
            }
        }
        return sum / weights;
    }
}
