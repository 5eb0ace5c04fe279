package dev.radin.report;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.protocol.Cost;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Published;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Comparison;
import dev.radin.soup.statistics.Concordance;
import dev.radin.soup.strategy.LeaveOneOut;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a selection found out, as the report for people to plot and as the few lines that status shows. */
public record ReportMaker(
        Workspace workspace,
        Inspection inspection,
        Ranking ranking,
        ModelPool pool,
        PassScores scores,
        Decision decision,
        Location soup) {

    private static final int NAMES_SHOWN = 16;
    private static final int EVALUATIONS_SHOWN = 8;
    private static final int EXCLUDED_SHOWN = 8;
    private static final int SUSPECTS_SHOWN = 8;

    public Report report(List<Report.Test> test, Cost cost) {
        Metric metric = workspace.selection().metric();
        List<Report.Model> models = models(metric);
        List<Report.Evaluation> evaluations = evaluations(metric);
        return new Report(
                workspace.selection().name(),
                workspace.selection().namespace(),
                metric.name(),
                metric.higherIsBetter(),
                ranking.strategy(),
                workspace.selection().budget(),
                models,
                pool.excluded(),
                ranking.candidates(),
                evaluations,
                chosen(metric),
                test,
                cost,
                inputs(),
                Versions.of(workspace.settings().device()),
                notes(FailedEstimates.areAll(models, evaluations, single(metric), metric)),
                baselines(metric),
                distances(models),
                workspace.selection());
    }

    /** Inspect measured them in the order of the resource, and of models besides that turned out to be unusable. */
    private List<List<Float>> distances(List<Report.Model> models) {
        Map<String, Integer> rows = new HashMap<>();
        inspection.models().forEach(model -> rows.put(model.name(), rows.size()));
        if (inspection.distances().size() != rows.size()) {
            return List.of();
        }
        int[] order = models.stream().mapToInt(model -> rows.get(model.name())).toArray();
        return IntStream.range(0, order.length)
                .mapToObj(i -> IntStream.range(0, i)
                        .mapToObj(j -> inspection
                                .distances()
                                .get(Math.max(order[i], order[j]))
                                .get(Math.min(order[i], order[j])))
                        .toList())
                .toList();
    }

    private List<Report.Model> models(Metric metric) {
        return ranking.models().stream()
                .map(m -> new Report.Model(
                        m.name(),
                        m.score(),
                        m.negativeLogLikelihood(),
                        m.distance(),
                        m.suspect(),
                        m.basin(),
                        m.keptOut(),
                        m.datasets()))
                .sorted(Comparator.<Report.Model>comparingDouble(m -> -metric.utility(m.score()))
                        .thenComparingDouble(Report.Model::negativeLogLikelihood)
                        .thenComparing(Report.Model::name))
                .toList();
    }

    /** Members and weights come from the mixture, as the choice's do: a reader finds the chosen one by them. */
    private List<Report.Evaluation> evaluations(Metric metric) {
        Map<Mixture, String> names = new HashMap<>();
        workspace
                .selection()
                .strategy()
                .mixtures()
                .forEach(listed -> names.putIfAbsent(pool.mixture(listed), listed.name()));
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
                            scored.negativeLogLikelihood(),
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

    private List<Report.Baseline> baselines(Metric metric) {
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
                        compared(baseline.strategy())))
                .toList();
    }

    private Boolean compared(String strategy) {
        return workspace.selection().strategy().compared().stream()
                        .anyMatch(type -> type.name().equals(strategy))
                ? true
                : null;
    }

    private Report.Choice chosen(Metric metric) {
        Choice choice = decision.choice();
        Optional<Comparison> comparison = decision.comparison();
        Mixture mixture = choice.chosen().mixture();
        return new Report.Choice(
                soup.toString(),
                pool.names(mixture),
                ModelPool.weights(mixture),
                metric.utility(choice.chosen().utility()),
                choice.gain(),
                comparison.map(c -> List.of(c.lower(), c.upper())).orElse(null),
                comparison.map(Comparison::pValue).orElse(null),
                comparison.map(Comparison::test).orElse(null),
                choice.singleKept() ? "BestSingleKept" : "SoupSelected",
                single(metric),
                choice.rule().name(),
                decision.calibratedLosses().get(mixture),
                Verdict.of(
                        decision,
                        single(metric).model(),
                        pool.members().size(),
                        metric,
                        ranking.own().size()),
                decision.optimism().orElse(null));
    }

    private Report.Single single(Metric metric) {
        Evaluated single = decision.choice().bestSingle();
        return new Report.Single(
                pool.names(single.mixture()).get(0),
                metric.utility(single.utility()),
                decision.calibratedLosses().get(single.mixture()));
    }

    private Map<String, String> inputs() {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put(
                inspection.architecture() == null ? "evaluator" : "architecture",
                workspace.evaluatorDigest(inspection));
        inspection
                .validation()
                .forEach(d ->
                        inputs.put("validation/" + d.name(), workspace.digests().of(d.input())));
        inspection
                .test()
                .forEach(d -> inputs.put("test/" + d.name(), workspace.digests().of(d.input())));
        Optional.ofNullable(inspection.calibration())
                .ifPresent(d -> inputs.put(
                        "calibration/" + d.name(), workspace.digests().of(d.input())));
        pool.base().ifPresent(base -> inputs.put("base", base.digest()));
        pool.members().stream()
                .sorted(Comparator.comparing(ModelPool.Member::name))
                .forEach(m -> inputs.put("models/" + m.name(), m.digest()));
        return inputs;
    }

    private List<String> notes(boolean estimatesFailed) {
        List<String> notes = new ArrayList<>(inspection.notes());
        notes.addAll(ranking.notes());
        if (pool.members().size() == 1) {
            notes.add("only one model is usable, so it is the result");
        }
        if (estimatesFailed) {
            notes.add(FailedEstimates.NOTE);
        }
        return notes;
    }

    /**
     * @param soup the name of the published soup's folder
     * @param digest of its weights
     */
    public Published published(Report report, String soup, String digest, Published.ReportFile file) {
        Metric metric = workspace.selection().metric();
        Report.Choice best = report.choice();
        List<Report.Model> suspects =
                report.models().stream().filter(Report.Model::suspect).toList();
        return new Published(
                report.strategy(),
                new Published.Choice(
                        soup,
                        some(best.models()),
                        some(best.weights()),
                        best.models().size(),
                        best.score(),
                        digest),
                new Published.Single(best.single().model(), best.single().score()),
                best.gain(),
                best.interval(),
                best.pValue(),
                report.models().size(),
                ranking.proposals().size(),
                report.evaluations().stream()
                        .filter(e -> !Double.isNaN(e.score()))
                        .sorted(Comparator.comparingDouble(e -> -metric.utility(e.score())))
                        .limit(EVALUATIONS_SHOWN)
                        .map(e -> new Published.Evaluation(
                                some(e.models()), some(e.weights()), e.models().size(), e.estimate(), e.score()))
                        .toList(),
                test(report.test()),
                report.excluded().stream().limit(EXCLUDED_SHOWN).toList(),
                report.excluded().size(),
                suspects.stream()
                        .limit(SUSPECTS_SHOWN)
                        .map(m -> new Published.Suspect(m.name(), m.distance(), m.keptOut()))
                        .toList(),
                suspects.size(),
                file,
                concordance(report),
                best.rule(),
                best.verdict());
    }

    /** @param test the chosen, the best single model and the uniform soup, each over the same datasets; or none */
    private static List<Published.Test> test(List<Report.Test> test) {
        List<Published.Test> scores = new ArrayList<>();
        for (int d = 0; !test.isEmpty() && d < test.get(0).datasets().size(); d++) {
            DatasetScore chosen = test.get(0).datasets().get(d);
            Optional<Report.Gain> gain = test.get(0).gains().stream()
                    .filter(g -> g.dataset().equals(chosen.name()))
                    .findFirst();
            scores.add(new Published.Test(
                    chosen.name(),
                    chosen.score(),
                    test.get(1).datasets().get(d).score(),
                    test.get(2).datasets().get(d).score(),
                    gain.map(Report.Gain::gain).orElse(null),
                    gain.map(Report.Gain::interval).orElse(null),
                    gain.map(Report.Gain::pValue).orElse(null)));
        }
        return scores;
    }

    private static Double concordance(Report report) {
        double share = Concordance.of(report.estimates(), report.scores());
        return Double.isNaN(share) ? null : share;
    }

    private static <T> List<T> some(List<T> members) {
        return members == null ? null : members.subList(0, Math.min(NAMES_SHOWN, members.size()));
    }
}
