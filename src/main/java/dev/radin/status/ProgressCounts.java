package dev.radin.status;

import dev.radin.api.v1alpha1.ProgressStatus;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** How far a selection has come: counts of models and soups, from the stages that ended and the one under way. */
final class ProgressCounts {

    private final int datasets;
    private int models;
    private int extracted;
    private int proposed;
    private int evaluated;

    ProgressCounts(Selection selection, List<EndedStage> stages, SelectionState situation) {
        this.datasets = selection.validation().size();
        int pending = 0;
        int added = 0;
        for (EndedStage stage : stages) {
            Receipt receipt = stage.result().receipt();
            if (receipt.inspected() != null) {
                models = receipt.inspected().models();
                pending = receipt.inspected().passes();
                extracted(pending);
            } else if (receipt.ranked() != null) {
                models = receipt.ranked().models();
                extracted = models;
                proposed = receipt.ranked().proposed();
                added = receipt.ranked().added();
                evaluated = proposed - added;
            } else if (receipt.stage() == Stage.evaluate && stage.succeeded()) {
                evaluated = proposed;
            } else if (receipt.stage() == Stage.extract && stage.succeeded()) {
                extracted = models;
            }
        }
        if (situation instanceof SelectionState.Running running) {
            if (running.task().stage() == Stage.extract) {
                extracted(pending - running.itemsDone());
            } else if (running.task().stage() == Stage.evaluate) {
                evaluated = proposed - added + running.itemsDone();
            }
        }
    }

    /** A model counts once it was run over every dataset; passes are made model by model. */
    private void extracted(int pendingPasses) {
        extracted = Math.max(0, models * datasets - pendingPasses) / datasets;
    }

    /** @param before keeps its time when nothing moved */
    ProgressStatus write(ProgressStatus before, Instant now) {
        ProgressStatus progress = new ProgressStatus();
        progress.models = models;
        progress.extracted = extracted;
        progress.proposed = proposed;
        progress.evaluated = evaluated;
        boolean moved = before == null
                || before.lastUpdateTime == null
                || !Objects.equals(before.models, models)
                || !Objects.equals(before.extracted, extracted)
                || !Objects.equals(before.proposed, proposed)
                || !Objects.equals(before.evaluated, evaluated);
        progress.lastUpdateTime = moved ? Conditions.time(now) : before.lastUpdateTime;
        return progress;
    }
}
