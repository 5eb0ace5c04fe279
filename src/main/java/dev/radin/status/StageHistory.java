package dev.radin.status;

import dev.radin.api.v1alpha1.CostStatus;
import dev.radin.api.v1alpha1.StageStatus;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import java.util.List;

/** The stages that have ended, as people read them in a status. Nothing is read back from there. */
final class StageHistory {

    private StageHistory() {}

    static List<StageStatus> of(List<EndedStage> stages) {
        return stages.stream().map(StageHistory::entry).toList();
    }

    private static StageStatus entry(EndedStage ended) {
        StageTask task = ended.result().task();
        StageStatus entry = new StageStatus();
        String stage = task.stage().name();
        entry.stage = Character.toUpperCase(stage.charAt(0)) + stage.substring(1);
        entry.round = task.round() > 0 ? task.round() : null;
        entry.outcome = ended.succeeded() ? "Succeeded" : "Failed";
        if (!ended.succeeded()) {
            Receipt.Failure failure = ended.result().receipt().failure();
            entry.reason = failure.reason().name();
            entry.message = Texts.brief(failure.message());
        }
        entry.startTime = Conditions.time(ended.start());
        entry.completionTime = Conditions.time(ended.end());
        CostStatus cost = cost(ended.cost());
        entry.passes = cost.passes;
        entry.reusedPasses = cost.reusedPasses;
        entry.gpuSeconds = cost.gpuSeconds;
        entry.job = ended.job();
        return entry;
    }

    static CostStatus cost(Cost cost) {
        CostStatus status = new CostStatus();
        status.passes = cost.passes();
        status.reusedPasses = cost.reused();
        status.gpuSeconds = Math.round(cost.gpuSeconds());
        return status;
    }
}
