package dev.radin.soup.estimate;

import dev.radin.soup.LabelCheck;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import java.util.List;
import java.util.Optional;

/** Estimates on one dataset. */
interface SetEstimator {

    /** One utility a mixture. */
    double[] utilities(List<Mixture> mixtures);

    /** Floating-point operations for a mixture of average size, about. */
    double operations();

    static SetEstimator of(Metric metric, ValidationSet set) {
        LabelCheck.requireFit(
                set.labels(), set.logits().examples(), set.logits().classes(), "a validation dataset");
        if (metric == Metric.Accuracy) {
            Optional<MarginTable> table = MarginTableBuilder.build(set.logits(), set.labels(), MarginTable.MOST_BYTES);
            if (table.isPresent()) {
                return new MarginEstimator(table.get());
            }
        }
        return new DenseEstimator(metric, set);
    }
}
