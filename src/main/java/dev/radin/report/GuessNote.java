package dev.radin.report;

import dev.radin.protocol.Decimal;
import dev.radin.soup.Labels;
import dev.radin.soup.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is said where no model knows more than which labels are common, as when classes are in another order than theirs. */
final class GuessNote {

    private GuessNote() {}

    /**
     * @param score of the best single model
     * @param labels of the validation datasets
     * @param weights of these, positive
     * @return empty where that model beats a constant answer, and of metrics that no constant answer is good at
     */
    static Optional<String> of(Metric metric, double score, List<Labels> labels, double[] weights) {
        if (!metric.countsCorrect()) {
            return Optional.empty();
        }
        double constant = constantAnswer(labels, weights, metric.k());
        return score > constant
                ? Optional.empty()
                : Optional.of("no model scores above " + Decimal.score(constant)
                        + ", which an answer that is the same for every example gets: are the labels numbered as the models'"
                        + " classes are, and the inputs prepared as for their training?");
    }

    /** How often the answer is right that is the same for all examples, of one class or, where k count, of k. */
    private static double constantAnswer(List<Labels> labels, double[] weights, int k) {
        Map<Integer, Double> shares = new TreeMap<>();
        double total = 0;
        for (int d = 0; d < weights.length; d++) {
            total += weights[d];
            for (int e = 0; e < labels.get(d).examples(); e++) {
                shares.merge(labels.get(d).label(e), weights[d] / labels.get(d).examples(), Double::sum);
            }
        }
        return shares.values().stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(k)
                        .mapToDouble(share -> share)
                        .sum()
                / total;
    }
}
