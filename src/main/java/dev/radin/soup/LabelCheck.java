package dev.radin.soup;

import dev.radin.fault.Counted;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/** Whether the labels of a dataset fit the logits that a network gives for it. */
public final class LabelCheck {

    /** How far the probabilities of a soft label may be from a sum of one; labels stored as f16 stay within it. */
    private static final double SUM_TOLERANCE = 1e-2;

    private static final String ADVICE = ". Check that this dataset and the architecture belong together.";

    private LabelCheck() {}

    /**
     * @param dataset what the message calls the dataset, best its URI
     * @throws RadinException {@link Reason#InvalidInput} naming the first row that does not fit
     */
    public static void requireFit(Labels labels, int examples, int classes, String dataset) {
        if (labels.examples() != examples) {
            throw invalid(
                    dataset,
                    "it has " + Counted.of(labels.examples(), "label") + " for " + Counted.of(examples, "example")
                            + ". Give one label an example.");
        }
        if (examples == 0) {
            throw invalid(dataset, "it has no examples. Give at least one.");
        }
        requireClasses(labels, classes, dataset);
        if (labels instanceof Labels.Soft soft) {
            requireDistributions(soft, dataset);
        } else if (labels instanceof Labels.Balanced balanced) {
            requireFit(balanced.labels(), examples, classes, dataset);
        }
    }

    /** @throws RadinException {@link Reason#InvalidInput} when a label is of a class that the network does not have */
    public static void requireClasses(Labels labels, int classes, String dataset) {
        if (labels instanceof Labels.Soft soft && soft.classes() != classes) {
            throw invalid(
                    dataset,
                    "labels are distributions over " + soft.classes() + " classes but the network has " + classes
                            + ADVICE);
        }
        if (labels instanceof Labels.Hard hard) {
            for (int e = 0; e < hard.examples(); e++) {
                if (hard.label(e) < 0 || hard.label(e) >= classes) {
                    throw invalid(
                            dataset,
                            "labels[" + e + "] is " + hard.label(e) + " but the network has " + classes
                                    + " classes, 0 to " + (classes - 1) + ADVICE);
                }
            }
        }
    }

    /** @throws RadinException {@link Reason#InvalidInput} when a row holds no probabilities */
    public static void requireDistributions(Labels.Soft labels, String dataset) {
        for (int e = 0; e < labels.examples(); e++) {
            double sum = 0;
            for (int c = 0; c < labels.classes(); c++) {
                double p = labels.probability(e, c);
                if (!(p >= 0)) {
                    throw noDistribution(dataset, "labels[" + e + ", " + c + "] is " + p);
                }
                sum += p;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw noDistribution(dataset, "labels[" + e + "] sums to " + (float) sum);
            }
        }
    }

    private static RadinException noDistribution(String dataset, String problem) {
        return invalid(dataset, problem + ". F32 labels are probabilities: not negative, with a sum of 1 in each row.");
    }

    private static RadinException invalid(String dataset, String problem) {
        return new RadinException(Reason.InvalidInput, dataset + ": " + problem);
    }
}
