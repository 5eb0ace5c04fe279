package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;

/**
 * One dataset that mixtures are estimated on.
 *
 * @param title what messages call it, best its URI
 * @param logits of all models; closed with the set
 * @param weight in the mean over datasets, positive
 */
public record ValidationSet(String title, LogitsTable logits, Labels labels, double weight) implements AutoCloseable {

    /** The same, of whose labels a likelihood stands in for the metric. */
    public ValidationSet forLikelihood(Metric metric) {
        return new ValidationSet(title, logits, metric.forLikelihood(labels), weight);
    }

    @Override
    public void close() {
        logits.close();
    }
}
