package dev.radin.soup;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/** Whether the labels of a dataset fit the logits that a network gives for it. */
public final class LabelCheck {

    /** How far the probabilities of a soft label may be from a sum of one; labels stored as f16 stay within it. */
    private static final double SUM_TOLERANCE = 1e-2;

    private LabelCheck() {}

    /**
     * @param dataset what the message calls the dataset, best its URI
     * @throws RadinException {@link Reason#InvalidInput} naming the first row that does not fit
     */
    public static void requireFit(Labels labels, int examples, int classes, String dataset) {
        if (labels.examples() != examples) {
            throw invalid(dataset + " has " + labels.examples() + " labels for " + examples
                    + " examples; give one label an example");
        }
        if (examples == 0) {
            throw invalid(dataset + " has no examples; give at least one");
        }
        if (labels instanceof Labels.Hard hard) {
            requireInRange(hard, classes, dataset);
        } else if (labels instanceof Labels.Soft soft) {
            requireDistributions(soft, classes, dataset);
        }
    }

    private static void requireInRange(Labels.Hard labels, int classes, String dataset) {
        for (int e = 0; e < labels.examples(); e++) {
            int label = labels.label(e);
            if (label < 0 || label >= classes) {
                throw invalid("labels of " + dataset + ": row " + e + " holds class " + label
                        + ", but the architecture gives " + classes + " classes, 0 to " + (classes - 1)
                        + "; correct the label or use the architecture that the labels were made for");
            }
        }
    }

    private static void requireDistributions(Labels.Soft labels, int classes, String dataset) {
        if (labels.classes() != classes) {
            throw invalid("labels of " + dataset + " give probabilities of " + labels.classes()
                    + " classes, but the architecture gives " + classes + " classes");
        }
        for (int e = 0; e < labels.examples(); e++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double p = labels.probability(e, c);
                if (!(p >= 0)) {
                    throw invalid("labels of " + dataset + ": row " + e + " gives class " + c + " of " + classes
                            + " the probability " + p + "; probabilities are 0 or more");
                }
                sum += p;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw invalid("labels of " + dataset + ": the probabilities of row " + e + " over " + classes
                        + " classes sum to " + sum + ", not to 1");
            }
        }
    }

    private static RadinException invalid(String message) {
        return new RadinException(Reason.InvalidInput, message);
    }
}
