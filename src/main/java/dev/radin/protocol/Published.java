package dev.radin.protocol;

import dev.radin.fault.Reason;
import java.util.List;

/**
 * What status shows of the end.
 *
 * @param gain of the chosen over the best single model, positive is better; 0 when the single model was kept
 * @param lower the end of the 95 % interval of the gain, as {@code upper}; null when the single model was kept
 * @param reportUri of report.json
 * @param concordance of the evaluated soups' estimates with their scores; null when there are no two to compare
 */
public record Published(
        String strategy,
        Choice best,
        Single single,
        double gain,
        Double lower,
        Double upper,
        Double pValue,
        int models,
        int evaluated,
        List<Evaluation> evaluations,
        List<Excluded> excluded,
        int excludedCount,
        String reportUri,
        Double concordance) {

    /** @param models the first 16 names */
    public record Choice(String uri, List<String> models, int size, double score, String digest) {}

    public record Single(String model, double score) {}

    /** @param models the first 16 names of the members */
    public record Evaluation(List<String> models, int size, double estimate, double score) {}

    /** Of the first eight. */
    public record Excluded(String model, Reason reason, String message) {}

    public boolean singleKept() {
        return best.size == 1;
    }
}
