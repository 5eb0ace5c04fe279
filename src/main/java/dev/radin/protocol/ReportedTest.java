package dev.radin.protocol;

import java.util.List;

/**
 * What one network scored on data that had no part in the choice.
 *
 * @param what {@code chosen}, {@code best single}, {@code uniform}, or the strategy whose pick it is
 * @param gains over the best single model, of the datasets on which both gave finite logits; none for that model itself
 */
public record ReportedTest(String what, List<String> models, List<DatasetScore> datasets, List<Gain> gains) {

    public ReportedTest {
        Whole.present(what, "what was tested");
        Whole.members(models, null);
        datasets = Whole.list(datasets, "a test score");
        gains = Whole.list(gains, "a gain");
    }

    /** The chosen, the best single model and the uniform soup, each over the same datasets; or none. */
    static void requireSides(List<ReportedTest> test) {
        if (!test.isEmpty()
                && (test.size() != 3
                        || test.stream()
                                        .map(t -> t.datasets().size())
                                        .distinct()
                                        .count()
                                > 1)) {
            throw new IllegalArgumentException("the test scores are not of three networks on the same datasets");
        }
    }

    /**
     * What a soup gains over the best single model on a dataset that had no part in the choice.
     *
     * @param gain positive is better
     * @param interval its lower and upper end at 95 %
     * @param pValue of the paired test, two-sided; of this dataset alone
     * @param test its name
     */
    public record Gain(String dataset, double gain, List<Double> interval, double pValue, String test) {

        public Gain {
            Whole.present(dataset, "the dataset of a gain");
            Whole.present(interval, "the interval of a gain");
            Whole.interval(interval);
        }
    }
}
