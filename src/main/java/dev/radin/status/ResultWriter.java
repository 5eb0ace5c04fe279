package dev.radin.status;

import dev.radin.api.v1alpha1.AdapterStatus;
import dev.radin.api.v1alpha1.BestSingleStatus;
import dev.radin.api.v1alpha1.EvaluatedSoupStatus;
import dev.radin.api.v1alpha1.IntervalStatus;
import dev.radin.api.v1alpha1.MemberStatus;
import dev.radin.api.v1alpha1.ReportStatus;
import dev.radin.api.v1alpha1.ResultStatus;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.api.v1alpha1.SuspectModelStatus;
import dev.radin.api.v1alpha1.TestScoreStatus;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Published;
import dev.radin.protocol.Selection;
import dev.radin.soup.strategy.KeptOut;
import java.util.List;
import java.util.stream.IntStream;

/** The result as a status has it. */
final class ResultWriter {

    static final int MEMBERS_SHOWN = 16;
    static final int ENTRIES_SHOWN = 8;

    /** A status that names a longer place once more may not fit; the page is beside the report all the same. */
    static final int LONGEST_PAGE_URI = 1024;

    private ResultWriter() {}

    /**
     * @param generation it was chosen for
     * @param status has its counts already
     */
    static void write(Published published, Selection selection, long generation, SoupSelectionStatus status) {
        Layout layout = new Layout(selection);
        status.outcome = published.singleKept() ? "SingleModel" : "Soup";
        status.resolvedStrategy = resolved(published.strategy());
        status.modelCounts.usable = published.models();
        status.modelCounts.excluded = published.excludedCount();
        status.modelCounts.suspect = published.suspectCount();
        status.evaluations.done = published.evaluated();
        status.evaluations.best = published.evaluations().stream()
                .limit(ENTRIES_SHOWN)
                .map(ResultWriter::evaluation)
                .toList();
        status.result = result(published, layout, generation);
        status.result.type = status.outcome;
        status.bestSingle =
                bestSingle(published.single().model(), published.single().score());
        status.testScores = published.test().stream().map(ResultWriter::test).toList();
        status.excludedModels = ExcludedModels.shown(published.excluded());
        status.suspectModels = published.suspects().stream()
                .limit(ENTRIES_SHOWN)
                .map(ResultWriter::suspect)
                .toList();
        status.report = new ReportStatus();
        status.report.uri = layout.report(published.report().folder()).toString();
        status.report.digest = published.report().digest();
        String page = layout.page(published.report().folder()).toString();
        if (Boolean.TRUE.equals(published.report().page()) && page.length() <= LONGEST_PAGE_URI) {
            status.report.pageUri = page;
        }
    }

    private static ResultStatus result(Published published, Layout layout, long generation) {
        Published.Choice best = published.best();
        ResultStatus result = new ResultStatus();
        result.uri = layout.soup(best.soup()).toString();
        result.digest = best.digest();
        result.adapter = best.adapter() == null ? null : adapter(best.adapter());
        result.score = Decimal.score(best.score());
        result.gain = Decimal.gain(published.gain());
        result.interval = interval(published.interval());
        result.pValue = pValue(published.pValue());
        result.rule = published.rule();
        result.verdict = published.verdict();
        result.members = members(best.models(), best.weights(), best.size());
        result.memberCount = best.size();
        result.observedGeneration = generation;
        return result;
    }

    private static AdapterStatus adapter(Published.Adapter adapter) {
        AdapterStatus status = new AdapterStatus();
        status.rank = adapter.rank();
        status.relativeError = adapter.relativeError() > 0 ? Decimal.score(adapter.relativeError()) : null;
        return status;
    }

    /** Of {@code Auto/LearntMixtures} what it meant. */
    static String resolved(String strategy) {
        return strategy.substring(strategy.indexOf('/') + 1);
    }

    static BestSingleStatus bestSingle(String model, double score) {
        BestSingleStatus status = new BestSingleStatus();
        status.model = model;
        status.score = Decimal.score(score);
        return status;
    }

    /** @param weights null when all are equal */
    private static List<MemberStatus> members(List<String> models, List<Double> weights, int size) {
        return IntStream.range(0, Math.min(MEMBERS_SHOWN, models.size()))
                .mapToObj(i -> {
                    MemberStatus member = new MemberStatus();
                    member.model = models.get(i);
                    member.weight = Decimal.weight(weights == null ? 1.0 / size : weights.get(i));
                    return member;
                })
                .toList();
    }

    private static EvaluatedSoupStatus evaluation(Published.Evaluation evaluation) {
        EvaluatedSoupStatus status = new EvaluatedSoupStatus();
        status.members = members(evaluation.models(), evaluation.weights(), evaluation.size());
        status.memberCount = evaluation.size();
        status.estimate = evaluation.estimate() == null ? null : Decimal.score(evaluation.estimate());
        status.score = Decimal.score(evaluation.score());
        return status;
    }

    private static TestScoreStatus test(Published.Test test) {
        TestScoreStatus status = new TestScoreStatus();
        status.dataset = test.dataset();
        status.chosen = Decimal.score(test.chosen());
        status.bestSingle = Decimal.score(test.bestSingle());
        status.uniform = Decimal.score(test.uniform());
        status.gain = test.gain() == null ? null : Decimal.gain(test.gain());
        status.interval = interval(test.interval());
        status.pValue = pValue(test.pValue());
        return status;
    }

    private static IntervalStatus interval(List<Double> ends) {
        if (ends == null) {
            return null;
        }
        IntervalStatus interval = new IntervalStatus();
        interval.lower = Decimal.gain(ends.get(0));
        interval.upper = Decimal.gain(ends.get(1));
        return interval;
    }

    private static String pValue(Double probability) {
        return probability == null ? null : probability.toString();
    }

    private static SuspectModelStatus suspect(Published.Suspect suspect) {
        SuspectModelStatus status = new SuspectModelStatus();
        status.model = suspect.model();
        status.message = (suspect.why() == KeptOut.OtherBasin
                        ? "its weights are in another basin than those of the soups"
                        : "its weights are far from the others'")
                + ": at a median distance of " + Decimal.score(suspect.distance()) + "; it is kept out of soups";
        return status;
    }
}
