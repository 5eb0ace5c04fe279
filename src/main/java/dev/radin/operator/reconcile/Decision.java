package dev.radin.operator.reconcile;

import dev.radin.operator.observe.ObservedJob;
import dev.radin.protocol.StageTask;
import dev.radin.status.SelectionState;
import dev.radin.status.WorkDone;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a selection comes to.
 *
 * @param state what its status has to say
 * @param done of its present work
 * @param launch the Job to make; empty when there is none to make
 * @param current the Job of the stage under way; empty when there is none
 * @param unwanted unfinished Jobs whose work nobody waits for any more
 */
public record Decision(
        SelectionState state,
        WorkDone done,
        Optional<Launch> launch,
        Optional<ObservedJob> current,
        List<ObservedJob> unwanted) {

    /** @param name of the Job, which is free as far as the cache knows */
    public record Launch(String name, StageTask task) {}
}
