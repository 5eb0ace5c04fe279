package dev.radin.plan;

import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;

/** A stage that has ended, with the receipts of its shares merged into one. */
public record StageResult(StageTask task, Receipt receipt) {

    boolean failed() {
        return receipt.failure() != null;
    }
}
