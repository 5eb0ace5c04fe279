package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.api.v1alpha1.StageStatus;
import dev.radin.fault.Reason;
import dev.radin.plan.StageResult;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a status remembers of stages that have ended, so that a Job which is gone is not taken for one that never was. It
 * holds what the planner needs of their receipts, and no more.
 */
public final class StageHistory {

    /** Inspect and extract, and the latest of the others. */
    private static final int KEPT = 12;

    private static final int KEPT_FIRST = 2;

    private StageHistory() {}

    static List<StageStatus> write(List<EndedStage> stages) {
        return Stream.concat(
                        stages.stream().limit(KEPT_FIRST),
                        stages.stream().skip(Math.max(KEPT_FIRST, stages.size() - KEPT + KEPT_FIRST)))
                .map(StageHistory::entry)
                .toList();
    }

    private static StageStatus entry(EndedStage ended) {
        StageTask task = ended.result().task();
        Receipt receipt = ended.result().receipt();
        StageStatus entry = new StageStatus();
        entry.stage = task.stage().name();
        entry.round = task.round() > 0 ? task.round() : null;
        entry.work = task.work();
        entry.job = ended.job();
        entry.outcome = ended.succeeded() ? "Succeeded" : "Failed";
        entry.startTime = Conditions.time(ended.start());
        entry.completionTime = Conditions.time(ended.end());
        if (!ended.succeeded()) {
            entry.reason = receipt.failure().reason().name();
            entry.message = Texts.brief(receipt.failure().message());
        }
        entry.result = receipt.result();
        entry.passes = receipt.cost().passes();
        entry.reused = receipt.cost().reused();
        entry.gpuSeconds = Math.round(receipt.cost().gpuSeconds());
        if (receipt.inspected() != null) {
            entry.models = receipt.inspected().models();
            entry.pending = receipt.inspected().passes();
        } else if (receipt.ranked() != null) {
            entry.models = receipt.ranked().models();
            entry.pending = receipt.ranked().passes();
            entry.proposed = receipt.ranked().proposed();
            entry.added = receipt.ranked().added();
            entry.more = receipt.ranked().more();
        } else if (receipt.published() != null) {
            entry.models = receipt.published().models();
        }
        return entry;
    }

    /** @return what can still be made sense of; entries that somebody wrote by hand are left out */
    public static List<EndedStage> read(SoupSelectionStatus status) {
        List<EndedStage> stages = new ArrayList<>();
        if (status != null && status.stages != null) {
            status.stages.forEach(entry -> read(entry, status).ifPresent(stages::add));
        }
        return stages;
    }

    private static Optional<EndedStage> read(StageStatus entry, SoupSelectionStatus status) {
        try {
            Stage stage = Stage.valueOf(entry.stage);
            StageTask task = new StageTask(
                    stage,
                    Objects.requireNonNullElse(entry.round, 0),
                    Objects.requireNonNull(entry.work),
                    1,
                    1,
                    null,
                    null,
                    Cost.NONE);
            Receipt receipt = entry.outcome.equals("Succeeded")
                    ? succeeded(stage, entry, status)
                    : Receipt.failed(stage, Reason.valueOf(entry.reason), Objects.requireNonNull(entry.message));
            return Optional.of(new EndedStage(
                    new StageResult(task, receipt),
                    instant(entry.startTime),
                    instant(entry.completionTime),
                    entry.job));
        } catch (RuntimeException e) {
            // Written by hand, or by another version: the stage runs again, and finds its passes in the cache.
            return Optional.empty();
        }
    }

    private static Receipt succeeded(Stage stage, StageStatus entry, SoupSelectionStatus status) {
        Receipt.Inspected inspected =
                stage == Stage.inspect ? new Receipt.Inspected(entry.models, 0, entry.pending, List.of()) : null;
        Receipt.Ranked ranked = stage == Stage.rank
                ? new Receipt.Ranked(
                        status.strategy,
                        entry.models,
                        entry.proposed,
                        entry.added,
                        entry.pending,
                        entry.more,
                        status.single.model,
                        Double.parseDouble(status.single.score),
                        List.of())
                : null;
        Published published = stage == Stage.publish ? ResultStatus.read(status, entry.models) : null;
        boolean named = stage != Stage.extract && stage != Stage.evaluate;
        return new Receipt(
                stage,
                named ? Objects.requireNonNull(entry.result) : null,
                new Cost(entry.passes, entry.reused, entry.gpuSeconds),
                List.of(),
                null,
                inspected,
                ranked,
                published);
    }

    private static Instant instant(String time) {
        return time == null ? null : Instant.parse(time);
    }
}
