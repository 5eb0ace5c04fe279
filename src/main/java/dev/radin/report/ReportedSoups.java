package dev.radin.report;

import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.Selection;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.strategy.LeaveOneOut;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The soups of a selection with what is known of them: those that it evaluated, and those of the papers' recipes. */
record ReportedSoups(Selection selection, Ranking ranking, ModelPool pool, PassScores scores, Decision decision) {

    /** Members and weights come from the mixture, as the choice's do: a reader finds the chosen one by them. */
    List<Report.Evaluation> evaluations() {
        Metric metric = selection.metric();
        Map<Mixture, String> names = new HashMap<>();
        selection.strategy().mixtures().forEach(listed -> names.putIfAbsent(pool.mixture(listed), listed.name()));
        return ranking.own().stream()
                .map(proposal -> {
                    Ranking.Candidate candidate = proposal.candidate();
                    Mixture mixture = pool.mixture(candidate);
                    PassScores.Scored scored = scores.of(mixture);
                    List<DatasetScore> datasets = scores.byDataset(scored);
                    return new Report.Evaluation(
                            names.get(mixture),
                            pool.names(mixture),
                            ModelPool.weights(mixture),
                            candidate.estimate(),
                            metric.utility(scored.utility()),
                            scored.lossOf(metric),
                            proposal.round(),
                            datasets,
                            decision.calibratedLosses().get(mixture),
                            proposal.estimatesWithout(),
                            scoresWithout(mixture, metric));
                })
                .toList();
    }

    /** Of the other members of a soup, where they are another soup that was evaluated or a model alone. */
    private List<Double> scoresWithout(Mixture soup, Metric metric) {
        Set<Mixture> run = ranking.proposals().stream()
                .map(proposal -> pool.mixture(proposal.candidate()))
                .collect(Collectors.toSet());
        List<Double> known = new ArrayList<>();
        for (int k = 0; k < soup.size(); k++) {
            Mixture others = LeaveOneOut.without(soup, k);
            known.add(
                    others.isSingle() || run.contains(others)
                            ? (Double) metric.utility(scores.of(others).utility())
                            : null);
        }
        return known.stream().anyMatch(Objects::nonNull) ? known : null;
    }

    /** @param tested the picks of compared strategies, by their names */
    List<Report.Baseline> baselines(Map<String, ReportedTest> tested) {
        Metric metric = selection.metric();
        Map<Mixture, Double> known = new HashMap<>();
        for (Ranking.Proposal proposal : ranking.proposals()) {
            Mixture mixture = pool.mixture(proposal.candidate());
            known.put(mixture, metric.utility(scores.of(mixture).utility()));
        }
        return Objects.requireNonNullElse(ranking.baselines(), List.<Ranking.Baseline>of()).stream()
                .map(baseline -> new Report.Baseline(
                        baseline.strategy(),
                        baseline.soups().stream()
                                .map(soup -> new Report.BaselineSoup(
                                        soup.models(), soup.weights(), soup.estimate(), known.get(pool.mixture(soup))))
                                .toList(),
                        selection.strategy().compares(baseline.strategy()) ? true : null,
                        tested.get(baseline.strategy())))
                .toList();
    }
}
