package dev.radin.status;

import dev.radin.api.v1alpha1.ProgressStatus;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How far a selection has come: counts of models and soups, from the stages that ended and the one under way. After an edit
 * that changes no pass the counts go on from the earlier ones until the stages of the new generation report their own.
 */
final class ProgressCounts {

    private final int datasets;
    private final String passesOf;
    private int models;
    private int extracted;
    private int proposed;
    private int evaluated;

    /** @param before the status until now */
    ProgressCounts(
            Selection selection,
            List<EndedStage> stages,
            SelectionState state,
            SoupSelectionStatus before,
            boolean isSameGeneration) {
        this.datasets = selection.validation().size();
        ProgressStatus counted = before.progress == null ? new ProgressStatus() : before.progress;
        this.passesOf = isSameGeneration && counted.passesOf != null ? counted.passesOf : passesOf(selection);
        if (passesOf.equals(counted.passesOf)) {
            startFrom(counted, selection.budget());
        }
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
                evaluated = proposed - added + receipt.ranked().cachedSoups();
            } else if (receipt.stage() == Stage.evaluate && stage.succeeded()) {
                evaluated = proposed;
            } else if (receipt.stage() == Stage.extract && stage.succeeded()) {
                extracted = models;
            }
        }
        if (state instanceof SelectionState.Running running) {
            if (running.task().stage() == Stage.extract) {
                extracted(pending - running.itemsDone());
            } else if (running.task().stage() == Stage.evaluate) {
                evaluated = proposed - added + running.itemsDone();
            }
        }
    }

    private void startFrom(ProgressStatus counted, int budget) {
        models = orZero(counted.models);
        extracted = orZero(counted.extracted);
        proposed = Math.min(budget, orZero(counted.proposed));
        evaluated = Math.min(budget, orZero(counted.evaluated));
    }

    private static int orZero(Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }

    private static String passesOf(Selection selection) {
        List<String> lines = new ArrayList<>();
        for (Object part : new Object[] {
            selection.architecture(),
            selection.models(),
            selection.modelsFrom(),
            selection.validation(),
            selection.inference()
        }) {
            lines.add(String.valueOf(part));
        }
        return Hash.brief(Hash.sha256(lines));
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
        progress.passesOf = passesOf;
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
