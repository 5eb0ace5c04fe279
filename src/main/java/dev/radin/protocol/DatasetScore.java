package dev.radin.protocol;

/**
 * A score on one dataset.
 *
 * @param score the metric's value; NaN when the network gave no finite logits
 * @param correct how many examples were right, for metrics that count; otherwise null
 */
public record DatasetScore(String name, double score, Long correct, long examples) {}
