package dev.radin.status;

import dev.radin.plan.StageResult;
import dev.radin.protocol.Cost;
import java.time.Instant;

/**
 * A stage that has ended, and when.
 *
 * @param job the name of the Job that ran it; null on one machine
 */
public record EndedStage(StageResult result, Instant start, Instant end, String job) {

    /** In whole seconds. */
    public Cost cost() {
        Cost cost = result.receipt().cost();
        return new Cost(cost.passes(), cost.reused(), Math.round(cost.gpuSeconds()));
    }

    public boolean succeeded() {
        return result.receipt().failure() == null;
    }
}
