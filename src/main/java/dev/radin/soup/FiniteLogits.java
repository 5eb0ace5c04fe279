package dev.radin.soup;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/** Averages of logits mean something only when all are finite. */
public final class FiniteLogits {

    private FiniteLogits() {}

    /**
     * Looks at one example.
     *
     * @param logits [models][examples of a block, classes]
     * @param base where the example's row begins
     * @throws RadinException InvalidInput naming the place of one that is not finite
     */
    public static void require(LogitsTable table, float[][] logits, int base, int example) {
        for (int i = 0; i < table.models(); i++) {
            for (int c = 0; c < table.classes(); c++) {
                float z = logits[i][base + c];
                if (!Float.isFinite(z)) {
                    throw new RadinException(
                            Reason.InvalidInput,
                            table.name(i) + ": the logit of class " + c + " for example " + example + " is " + z
                                    + "; averages mean something only when all logits are finite: leave this model out");
                }
            }
        }
    }
}
