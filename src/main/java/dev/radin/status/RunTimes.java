package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import java.time.Instant;
import java.util.List;

/**
 * When the work began and ended: by its stages, so that an edit that changes nothing of the work changes neither; and
 * where no stage tells, when it was first seen.
 */
final class RunTimes {

    private RunTimes() {}

    /** @param isSameGeneration whether the status until now is of this generation */
    static void write(
            SelectionState state,
            List<EndedStage> stages,
            SoupSelectionStatus before,
            boolean isSameGeneration,
            Instant now,
            SoupSelectionStatus status) {
        String seen = Conditions.time(now);
        if (!stages.isEmpty() && stages.get(0).start() != null) {
            status.startTime = Conditions.time(stages.get(0).start());
        } else if (isSameGeneration && before.startTime != null) {
            status.startTime = before.startTime;
        } else if (state instanceof SelectionState.Running) {
            status.startTime = seen;
        }
        if (state.isFinal()) {
            boolean isKnown = isSameGeneration && before.completionTime != null;
            status.completionTime = endOf(state, stages) != null
                    ? Conditions.time(endOf(state, stages))
                    : isKnown ? before.completionTime : seen;
        }
    }

    /** @return null where the end is not that of the last stage */
    private static Instant endOf(SelectionState state, List<EndedStage> stages) {
        EndedStage last = stages.isEmpty() ? null : stages.get(stages.size() - 1);
        return last != null && (state.isDone() || !last.succeeded()) ? last.end() : null;
    }
}
