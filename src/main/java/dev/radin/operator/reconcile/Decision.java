package dev.radin.operator.reconcile;

import dev.radin.operator.observe.ObservedJob;
import dev.radin.protocol.Selection;
import dev.radin.protocol.StageTask;
import dev.radin.status.EndedStage;
import dev.radin.status.SelectionState;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a selection comes to.
 *
 * @param selection what the resource asks for; null where it is refused as it is written
 * @param situation what its status has to say
 * @param passed the stages of its present work that have ended, in order
 * @param launch the Job to make; empty when there is none to make
 * @param current the Job of the stage under way; empty when there is none
 * @param unwanted unfinished Jobs whose work nobody waits for any more
 */
public record Decision(
        Selection selection,
        SelectionState situation,
        List<EndedStage> passed,
        Optional<Launch> launch,
        Optional<ObservedJob> current,
        List<ObservedJob> unwanted) {

    /** @param name of the Job, which is free as far as the cache knows */
    public record Launch(String name, StageTask task) {}
}
