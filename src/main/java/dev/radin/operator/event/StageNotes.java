package dev.radin.operator.event;

import dev.radin.fault.Counted;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import dev.radin.status.EndedStage;
import java.util.Optional;

/**
 * What is said of a stage that has ended well. Rank is not spoken of, as evaluate follows at once; publish ends with the
 * result.
 */
record StageNotes(String reason, String note) {

    static Optional<StageNotes> of(EndedStage stage) {
        if (!stage.succeeded()) {
            return Optional.empty();
        }
        Receipt receipt = stage.result().receipt();
        StageTask task = stage.result().task();
        return switch (task.stage()) {
            case inspect -> Optional.of(new StageNotes("Inspected", inspected(receipt)));
            case extract -> Optional.of(new StageNotes("ModelsRun", passes(receipt)));
            case evaluate -> Optional.of(
                    new StageNotes("SoupsEvaluated", "round " + task.round() + ": " + passes(receipt)));
            case rank, publish -> Optional.empty();
        };
    }

    private static String inspected(Receipt receipt) {
        return Counted.of(receipt.inspected().models(), "model") + " can be used" + leftOut(receipt) + "; "
                + Counted.of(receipt.inspected().passes(), "pass", "passes") + " to make, "
                + receipt.cost().reused() + " in the cache";
    }

    private static String passes(Receipt receipt) {
        return Counted.of(receipt.cost().passes(), "pass", "passes") + " made, "
                + receipt.cost().reused() + " reused" + leftOut(receipt);
    }

    private static String leftOut(Receipt receipt) {
        return receipt.excludedCount() == 0 ? "" : ", " + receipt.excludedCount() + " left out";
    }
}
