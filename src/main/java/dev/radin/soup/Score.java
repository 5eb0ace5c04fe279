package dev.radin.soup;

/**
 * What a pass over one dataset was worth.
 *
 * @param value of the metric
 * @param correct how many examples were right, or -1 where the metric does not count
 * @param negativeLogLikelihood in nats, whatever the metric; it breaks ties. NaN where there are no logits
 */
public record Score(Metric metric, double value, long correct, int examples, double negativeLogLikelihood) {

    /** Higher is better. */
    public double utility() {
        return metric.utility(value);
    }
}
