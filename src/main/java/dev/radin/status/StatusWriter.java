package dev.radin.status;

import dev.radin.api.v1alpha1.BestStatus;
import dev.radin.api.v1alpha1.CostStatus;
import dev.radin.api.v1alpha1.EvaluationStatus;
import dev.radin.api.v1alpha1.ExcludedStatus;
import dev.radin.api.v1alpha1.ProgressStatus;
import dev.radin.api.v1alpha1.SingleStatus;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.api.v1alpha1.StageStatus;
import dev.radin.plan.StageResult;
import dev.radin.plan.Step;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import java.time.Instant;
import java.util.List;

/** What a resource's status says once a selection has ended; the same for the command line and a cluster. */
public final class StatusWriter {

    private static final int STAGES_SHOWN = 12;

    /** When a stage ran. */
    public record Timed(StageResult result, Instant start, Instant end) {}

    private final SoupSelection resource;
    private final Selection selection;

    public StatusWriter(SoupSelection resource, Selection selection) {
        this.resource = resource;
        this.selection = selection;
    }

    /**
     * @param end how it ended
     * @param stages all of this run, in order
     * @param now of the conditions
     */
    public SoupSelectionStatus write(Step end, List<Timed> stages, Instant now) {
        SoupSelectionStatus status = new SoupSelectionStatus();
        status.observedGeneration = generation();
        status.cost = cost(stages);
        status.stages = stages.stream()
                .skip(Math.max(0, stages.size() - STAGES_SHOWN))
                .map(StatusWriter::stage)
                .toList();
        status.progress = progress(stages);
        if (end instanceof Step.Finished finished) {
            result(status, finished.result());
        }
        status.conditions = Conditions.of(end, stages, generation(), now);
        return status;
    }

    private Long generation() {
        Long generation = resource.getMetadata().getGeneration();
        return generation == null ? 1L : generation;
    }

    private void result(SoupSelectionStatus status, Published published) {
        status.strategy = published.strategy();
        status.evaluated = published.evaluated() + "/" + selection.budget();
        status.best = new BestStatus();
        status.best.uri = published.best().uri();
        status.best.models = published.best().models();
        status.best.size = published.best().size();
        status.best.score = Decimal.score(published.best().score());
        status.best.gain = Decimal.gain(published.gain());
        status.best.digest = published.best().digest();
        status.best.generation = generation();
        status.single = new SingleStatus();
        status.single.model = published.single().model();
        status.single.score = Decimal.score(published.single().score());
        status.evaluations =
                published.evaluations().stream().map(StatusWriter::evaluation).toList();
        status.excluded =
                published.excluded().stream().map(StatusWriter::excluded).toList();
        status.excludedCount = published.excludedCount();
        status.report = published.reportUri();
    }

    private static ProgressStatus progress(List<Timed> stages) {
        ProgressStatus progress = new ProgressStatus();
        for (Timed stage : stages) {
            Receipt receipt = stage.result().receipt();
            if (receipt.failure() != null) {
                continue;
            }
            if (receipt.ranked() != null) {
                progress.models = receipt.ranked().models();
                progress.extracted = receipt.ranked().models();
                progress.proposed = receipt.ranked().proposed();
            } else if (receipt.inspected() != null) {
                progress.models = receipt.inspected().models();
            } else if (receipt.stage() == Stage.evaluate) {
                progress.evaluated = progress.proposed;
            }
        }
        return progress;
    }

    private static CostStatus cost(List<Timed> stages) {
        Cost total = stages.stream().map(s -> s.result().receipt().cost()).reduce(Cost.NONE, Cost::plus);
        CostStatus cost = new CostStatus();
        cost.passes = total.passes();
        cost.reused = total.reused();
        cost.gpuSeconds = Math.round(total.gpuSeconds());
        return cost;
    }

    private static StageStatus stage(Timed timed) {
        StageStatus stage = new StageStatus();
        Receipt.Failure failure = timed.result().receipt().failure();
        stage.stage = timed.result().task().stage().name();
        stage.round = timed.result().task().round() > 0 ? timed.result().task().round() : null;
        stage.work = timed.result().task().work();
        stage.outcome = failure == null ? "Succeeded" : "Failed";
        stage.message = failure == null ? null : failure.message();
        stage.startTime = Conditions.time(timed.start());
        stage.completionTime = Conditions.time(timed.end());
        return stage;
    }

    private static EvaluationStatus evaluation(Published.Evaluation evaluation) {
        EvaluationStatus status = new EvaluationStatus();
        status.models = evaluation.models();
        status.size = evaluation.size();
        status.estimate = Decimal.score(evaluation.estimate());
        status.score = Decimal.score(evaluation.score());
        return status;
    }

    private static ExcludedStatus excluded(Published.Excluded excluded) {
        ExcludedStatus status = new ExcludedStatus();
        status.model = excluded.model();
        status.reason = excluded.reason().name();
        status.message = excluded.message();
        return status;
    }
}
