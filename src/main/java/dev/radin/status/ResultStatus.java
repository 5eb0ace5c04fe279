package dev.radin.status;

import dev.radin.api.v1alpha1.BestStatus;
import dev.radin.api.v1alpha1.EvaluationStatus;
import dev.radin.api.v1alpha1.ExcludedStatus;
import dev.radin.api.v1alpha1.SingleStatus;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.fault.Reason;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Published;
import java.util.List;

/** The result as a status has it, written and read back; scores come back rounded, everything else as it was. */
final class ResultStatus {

    private static final int MEMBERS_SHOWN = 16;
    private static final int ENTRIES_SHOWN = 8;

    private ResultStatus() {}

    /** @param generation it was chosen for */
    static void write(Published published, int budget, long generation, SoupSelectionStatus status) {
        status.outcome = published.singleKept() ? "SingleModel" : "Soup";
        status.strategy = published.strategy();
        status.evaluated = published.evaluated() + "/" + budget;
        status.best = new BestStatus();
        status.best.uri = published.best().uri();
        status.best.models = first(MEMBERS_SHOWN, published.best().models());
        status.best.size = published.best().size();
        status.best.score = Decimal.score(published.best().score());
        status.best.gain = Decimal.gain(published.gain());
        status.best.pValue =
                published.pValue() == null ? null : published.pValue().toString();
        status.best.digest = published.best().digest();
        status.best.generation = generation;
        status.single = single(published.single().model(), published.single().score());
        status.evaluations = first(ENTRIES_SHOWN, published.evaluations()).stream()
                .map(ResultStatus::evaluation)
                .toList();
        status.excluded = excluded(published.excluded());
        status.excludedCount = published.excludedCount();
        status.report = published.reportUri();
    }

    /** @param models how many were usable */
    static Published read(SoupSelectionStatus status, int models) {
        return new Published(
                status.strategy,
                new Published.Choice(
                        status.best.uri,
                        status.best.models,
                        status.best.size,
                        Double.parseDouble(status.best.score),
                        status.best.digest),
                new Published.Single(status.single.model, Double.parseDouble(status.single.score)),
                Double.parseDouble(status.best.gain),
                status.best.pValue == null ? null : Double.valueOf(status.best.pValue),
                models,
                Integer.parseInt(status.evaluated.split("/")[0]),
                status.evaluations.stream()
                        .map(e -> new Published.Evaluation(
                                e.models, e.size, Double.parseDouble(e.estimate), Double.parseDouble(e.score)))
                        .toList(),
                status.excluded.stream()
                        .map(e -> new ExcludedModel(e.model, Reason.valueOf(e.reason), e.message))
                        .toList(),
                status.excludedCount,
                status.report,
                null);
    }

    static SingleStatus single(String model, double score) {
        SingleStatus status = new SingleStatus();
        status.model = model;
        status.score = Decimal.score(score);
        return status;
    }

    /** The first of them. */
    static List<ExcludedStatus> excluded(List<ExcludedModel> models) {
        return first(ENTRIES_SHOWN, models).stream().map(ResultStatus::excluded).toList();
    }

    private static <T> List<T> first(int most, List<T> list) {
        return list.subList(0, Math.min(most, list.size()));
    }

    private static ExcludedStatus excluded(ExcludedModel excluded) {
        ExcludedStatus status = new ExcludedStatus();
        status.model = excluded.model();
        status.reason = excluded.reason().name();
        status.message = Texts.brief(excluded.message());
        return status;
    }

    private static EvaluationStatus evaluation(Published.Evaluation evaluation) {
        EvaluationStatus status = new EvaluationStatus();
        status.models = first(MEMBERS_SHOWN, evaluation.models());
        status.size = evaluation.size();
        status.estimate = Decimal.score(evaluation.estimate());
        status.score = Decimal.score(evaluation.score());
        return status;
    }
}
