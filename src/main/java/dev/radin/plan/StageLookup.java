package dev.radin.plan;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The history of stages, and which of them a plan has come past. */
final class StageLookup {

    private final List<StageResult> history;
    private final List<StageResult> passed = new ArrayList<>();

    StageLookup(List<StageResult> history) {
        this.history = history;
    }

    /** Looks for a task by its work, and remembers what was found. */
    Optional<StageResult> find(StageTask task) {
        Optional<StageResult> found =
                history.stream().filter(r -> isOf(r, task)).findFirst();
        found.ifPresent(passed::add);
        return found;
    }

    /** The latest round that the history knows; 0 when there is none. */
    int last(Stage stage, IntFunction<StageTask> ofRound) {
        return history.stream()
                .filter(r -> r.task().stage() == stage)
                .filter(r -> isOf(r, ofRound.apply(r.task().round())))
                .mapToInt(r -> r.task().round())
                .max()
                .orElse(0);
    }

    private static boolean isOf(StageResult result, StageTask task) {
        return result.task().stage() == task.stage() && result.task().work().equals(task.work());
    }

    Cost cost() {
        return passed.stream().map(r -> r.receipt().cost()).reduce(Cost.NONE, Cost::plus);
    }

    List<StageResult> passed() {
        return List.copyOf(passed);
    }
}
