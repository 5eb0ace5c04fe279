package dev.radin.plan;

import dev.radin.protocol.Selection;
import java.util.List;

/**
 * Decides the next stage from what was asked for and what has ended. A pure function: it can be asked at any time, after
 * any crash, and gives the same answer for the same history.
 *
 * <p>A stage is recognised by the hash of its task, so results of an earlier version of the resource are never taken for
 * today's. Rounds depend on nothing but the inspection and the passes, so a later round's result stands for all before it,
 * of which the sum of their costs is enough.
 */
public final class Planner {

    private final StageTasks tasks;

    /**
     * @param passesPerShare how many passes one worker makes
     * @param rerunNonce any text; another one than before has everything looked at again
     */
    public Planner(Selection selection, int passesPerShare, String rerunNonce) {
        this.tasks = new StageTasks(selection, passesPerShare, rerunNonce);
    }

    /** For a selection that is run once. */
    public Planner(Selection selection, int passesPerShare) {
        this(selection, passesPerShare, "");
    }

    /** @param history every stage that has ended, in any order, those of other work included */
    public Plan next(List<StageResult> history) {
        return next(history, EarlierRounds.NONE);
    }

    /** @param earlier the sum of rounds that the history may lack, of this or of other work */
    public Plan next(List<StageResult> history, EarlierRounds earlier) {
        return new Walk(tasks, history, earlier).plan();
    }
}
