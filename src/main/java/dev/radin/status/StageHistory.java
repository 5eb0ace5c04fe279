package dev.radin.status;

import dev.radin.api.v1alpha1.CostStatus;
import dev.radin.api.v1alpha1.EarlierRoundsStatus;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.api.v1alpha1.StageStatus;
import dev.radin.fault.Reason;
import dev.radin.plan.EarlierRounds;
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

/**
 * What a status remembers of stages that have ended, so that a Job which is gone is not taken for one that never was. It
 * holds what the planner needs of their receipts, and no more; of many rounds the first are only summed up.
 */
public final class StageHistory {

    /** Inspect, extract, publish, and four rounds and a half. */
    private static final int MOST_STAGES = 12;

    private StageHistory() {}

    static void write(WorkDone done, SoupSelectionStatus status) {
        List<EndedStage> listed = new ArrayList<>(done.stages());
        EarlierRounds earlier = done.earlier();
        while (listed.size() > MOST_STAGES) {
            earlier = withNextRound(earlier, listed);
        }
        status.stages = listed.stream().map(StageHistory::entry).toList();
        status.earlierRounds = earlier.last() == 0 ? null : entry(earlier);
    }

    /** Takes the first round out of the list. */
    private static EarlierRounds withNextRound(EarlierRounds earlier, List<EndedStage> listed) {
        int round = listed.stream()
                .mapToInt(stage -> stage.result().task().round())
                .filter(r -> r > 0)
                .min()
                .orElseThrow();
        List<EndedStage> stages = listed.stream()
                .filter(stage -> stage.result().task().round() == round)
                .toList();
        listed.removeAll(stages);
        String rank = stages.stream()
                .map(stage -> stage.result().task())
                .filter(task -> task.stage() == Stage.rank)
                .map(StageTask::taskHash)
                .findFirst()
                .orElse(earlier.taskHash());
        return new EarlierRounds(
                round, rank, stages.stream().map(EndedStage::cost).reduce(earlier.cost(), Cost::plus));
    }

    private static EarlierRoundsStatus entry(EarlierRounds earlier) {
        EarlierRoundsStatus entry = new EarlierRoundsStatus();
        entry.last = earlier.last();
        entry.work = earlier.taskHash();
        entry.cost = cost(earlier.cost());
        return entry;
    }

    static CostStatus cost(Cost cost) {
        CostStatus status = new CostStatus();
        status.passes = cost.passes();
        status.reused = cost.reused();
        status.gpuSeconds = Math.round(cost.gpuSeconds());
        return status;
    }

    /** @return none when there are none that make sense */
    public static EarlierRounds earlierRounds(SoupSelectionStatus status) {
        try {
            EarlierRoundsStatus entry = status.earlierRounds;
            return new EarlierRounds(
                    entry.last,
                    Objects.requireNonNull(entry.work),
                    new Cost(entry.cost.passes, entry.cost.reused, entry.cost.gpuSeconds));
        } catch (NullPointerException | IllegalArgumentException e) {
            // Absent, or edited by somebody.
            return EarlierRounds.NONE;
        }
    }

    private static StageStatus entry(EndedStage ended) {
        StageTask task = ended.result().task();
        Receipt receipt = ended.result().receipt();
        StageStatus entry = new StageStatus();
        entry.stage = task.stage().name();
        entry.round = task.round() > 0 ? task.round() : null;
        entry.work = task.taskHash();
        entry.job = ended.job();
        entry.outcome = ended.succeeded() ? "Succeeded" : "Failed";
        entry.startTime = Conditions.time(ended.start());
        entry.completionTime = Conditions.time(ended.end());
        if (!ended.succeeded()) {
            entry.reason = receipt.failure().reason().name();
            entry.message = Texts.brief(receipt.failure().message());
        }
        entry.result = receipt.result();
        entry.passes = ended.cost().passes();
        entry.reused = ended.cost().reused();
        entry.gpuSeconds = Math.round(ended.cost().gpuSeconds());
        entry.excluded = unlessZero(receipt.excludedCount());
        if (receipt.inspected() != null) {
            entry.models = receipt.inspected().models();
            entry.pending = receipt.inspected().passes();
        } else if (receipt.ranked() != null) {
            entry.models = receipt.ranked().models();
            entry.pending = receipt.ranked().passes();
            entry.proposed = receipt.ranked().proposed();
            entry.added = receipt.ranked().added();
            entry.cached = unlessZero(receipt.ranked().cached());
            entry.excluded = unlessZero(receipt.ranked().excluded());
            entry.more = receipt.ranked().more();
        } else if (receipt.published() != null) {
            entry.models = receipt.published().models();
        }
        return entry;
    }

    private static Integer unlessZero(Integer count) {
        return count == null || count == 0 ? null : count;
    }

    private static int orZero(Integer count) {
        return count == null ? 0 : count;
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
        Receipt.Inspected inspected = stage == Stage.inspect
                ? new Receipt.Inspected(entry.models, orZero(entry.excluded), entry.pending)
                : null;
        Receipt.Ranked ranked = stage == Stage.rank
                ? new Receipt.Ranked(
                        status.strategy,
                        entry.models,
                        entry.excluded,
                        entry.proposed,
                        entry.added,
                        entry.pending,
                        orZero(entry.cached),
                        entry.more,
                        status.single.model,
                        Double.parseDouble(status.single.score))
                : null;
        Published published = stage == Stage.publish ? ResultStatus.read(status, entry.models) : null;
        boolean named = stage != Stage.extract && stage != Stage.evaluate;
        return new Receipt(
                stage,
                named ? Objects.requireNonNull(entry.result) : null,
                new Cost(entry.passes, entry.reused, entry.gpuSeconds),
                List.of(),
                ranked == null ? entry.excluded : null,
                null,
                inspected,
                ranked,
                published);
    }

    private static Instant instant(String time) {
        return time == null ? null : Instant.parse(time);
    }
}
