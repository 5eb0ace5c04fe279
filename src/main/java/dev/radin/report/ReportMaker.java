package dev.radin.report;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.ReportedTest;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Comparison;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a selection found out, as the report for people to plot. */
public record ReportMaker(
        Workspace workspace,
        Inspection inspection,
        Ranking ranking,
        ModelPool pool,
        PassScores scores,
        Decision decision,
        SoupPublisher.Result soup) {

    /**
     * @param compared what the picks of compared strategies scored on the test data, by their names
     * @param lastNotes what the ranking could not know
     */
    public Report report(
            List<ReportedTest> test, Map<String, ReportedTest> compared, Cost cost, List<String> lastNotes) {
        Metric metric = workspace.selection().metric();
        List<Report.Model> models = models(metric);
        ReportedSoups soups = new ReportedSoups(workspace.selection(), ranking, pool, scores, decision);
        List<Report.Evaluation> evaluations = soups.evaluations();
        Optional<Inspection.Apart> apart = apart(models, evaluations, metric);
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
                chosen(metric, apart),
                test,
                cost,
                ReportedInputs.of(workspace, inspection, pool),
                Versions.of(workspace.settings().device()),
                notes(lastNotes, FailedEstimates.areAll(models, evaluations, single(metric), metric), apart),
                soups.baselines(compared),
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
                        .thenComparing(
                                Report.Model::negativeLogLikelihood, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Report.Model::name))
                .toList();
    }

    private ReportedChoice chosen(Metric metric, Optional<Inspection.Apart> apart) {
        Choice choice = decision.choice();
        Optional<Comparison> comparison = decision.comparison();
        Mixture mixture = choice.chosen().mixture();
        return new ReportedChoice(
                soup.folder().toString(),
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
                        ranking.own().size(),
                        apart.map(ApartTensorsNote::clause)),
                decision.optimism().orElse(null),
                soup.adapter());
    }

    private ReportedChoice.Single single(Metric metric) {
        Evaluated single = decision.choice().bestSingle();
        return new ReportedChoice.Single(
                pool.names(single.mixture()).get(0),
                metric.utility(single.utility()),
                decision.calibratedLosses().get(single.mixture()));
    }

    /** Told only where soups failed: what differs much may average well all the same. */
    private Optional<Inspection.Apart> apart(
            List<Report.Model> models, List<Report.Evaluation> evaluations, Metric metric) {
        return Optional.ofNullable(inspection.apart())
                .filter(found -> FailedEstimates.isAny(
                        models, evaluations, single(metric), decision.choice().singleKept(), metric));
    }

    private List<String> notes(List<String> last, boolean estimatesFailed, Optional<Inspection.Apart> apart) {
        List<String> notes = new ArrayList<>(inspection.notes());
        notes.addAll(ranking.notes());
        notes.addAll(last);
        if (pool.members().size() == 1) {
            notes.add("only one model is usable, so it is the result");
        }
        if (estimatesFailed) {
            notes.add(FailedEstimates.NOTE);
        }
        scores.guessNote(single(workspace.selection().metric()).score()).ifPresent(notes::add);
        apart.map(ApartTensorsNote::note).ifPresent(notes::add);
        return notes;
    }
}
