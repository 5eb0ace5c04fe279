package dev.radin.soup.estimate;

import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import java.util.List;

/** Accuracy, from the few logits that decide it. */
record MarginEstimator(MarginTable table) implements SetEstimator {

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        return mixtures.stream()
                .parallel()
                .mapToDouble(m -> Metric.Accuracy.utility((double) table.correct(m) / table.examples()))
                .toArray();
    }

    @Override
    public double operations() {
        return (double) table.rows() * table.models() / 2;
    }
}
