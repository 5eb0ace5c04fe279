package dev.radin.plan;

import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;

/**
 * A stage that has ended, with the receipts of its shares merged into one.
 *
 * @param complete whether the receipts of all its shares could be read; otherwise its cost is too low
 */
public record StageResult(StageTask task, Receipt receipt, boolean complete) {

    public StageResult(StageTask task, Receipt receipt) {
        this(task, receipt, true);
    }

    boolean failed() {
        return receipt.failure() != null;
    }

    /** Whether it is the result of this task. */
    public boolean isOf(StageTask other) {
        return task.stage() == other.stage() && task.taskHash().isSame(other.taskHash());
    }
}
