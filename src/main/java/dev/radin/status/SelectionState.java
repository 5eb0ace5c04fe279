package dev.radin.status;

import dev.radin.fault.Reason;
import dev.radin.plan.Step;
import dev.radin.protocol.StageTask;

/** The state of a selection at one moment, from which its conditions are made. */
public sealed interface SelectionState {

    /** Whether nothing more happens until somebody changes something. */
    default boolean isFinal() {
        return this instanceof Ended || this instanceof Refused;
    }

    /** Whether there is a result. */
    default boolean isDone() {
        return this instanceof Ended ended && ended.end() instanceof Step.Finished;
    }

    /** Whether it goes on only once somebody changes something, be it in the resource or in what holds its Job. */
    default boolean isStalled() {
        return isFinal() && !isDone()
                || this instanceof Running running
                        && running.blocker() != null
                        && running.blocker().needsSomebody();
    }

    /** It ended, with a result or with a failure. */
    record Ended(Step end) implements SelectionState {

        public Ended {
            if (end instanceof Step.Launch) {
                throw new IllegalArgumentException("a stage that is to be launched is no end");
            }
        }
    }

    /**
     * A stage is under way.
     *
     * @param itemsDone of the task's items
     * @param blocker what keeps it from running; null when nothing does
     */
    record Running(StageTask task, int itemsDone, PodBlocker blocker) implements SelectionState {}

    /** The user stopped it. */
    record Suspended() implements SelectionState {}

    /**
     * The operator could not even look at it or act on it, and tries again.
     *
     * @param message what went wrong, in the API server's own words where they are its words
     */
    record Hindered(Reason reason, String message) implements SelectionState {}

    /** It cannot even begin, or go on, until somebody changes something. */
    record Refused(Reason reason, String message) implements SelectionState {}
}
