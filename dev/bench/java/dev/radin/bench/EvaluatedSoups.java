package dev.radin.bench;

import dev.radin.protocol.Report;
import dev.radin.protocol.Selection.StrategyChoice.Listed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What {@code Auto} evaluated, told apart by what a report says of it. */
final class EvaluatedSoups {

    /** The largest budget with which {@code Auto} evaluates what it learns and does not search on. */
    static final int MOST = 10;

    private static final double ROUNDING = 1e-9;

    private EvaluatedSoups() {}

    /**
     * In the order in which they were proposed. A refit is learnt, so that its weights are not equal; it comes after the first
     * round; and it has members of soups of that round alone, which what is proposed of a second basin has not.
     */
    static List<Listed> withoutRefits(Report report) {
        Set<String> first = new HashSet<>();
        report.evaluations().stream().filter(soup -> soup.round() == 1).forEach(soup -> first.addAll(soup.models()));
        List<Report.Evaluation> kept = report.evaluations().stream()
                .filter(soup -> soup.round() == 1 || hasEqualWeights(soup) || !first.containsAll(soup.models()))
                .toList();
        return IntStream.range(0, kept.size())
                .mapToObj(k -> new Listed(
                        "soup-" + k, kept.get(k).models(), kept.get(k).weights()))
                .toList();
    }

    private static boolean hasEqualWeights(Report.Evaluation soup) {
        return soup.weights() == null
                || soup.weights().stream()
                        .allMatch(weight -> Math.abs(weight * soup.models().size() - 1) < ROUNDING);
    }
}
