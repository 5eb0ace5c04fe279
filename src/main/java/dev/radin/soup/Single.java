package dev.radin.soup;

/**
 * What is known of one model on its own.
 *
 * @param utility its true score, higher is better, the weighted mean over the validation datasets
 * @param negativeLogLikelihood in nats, the same mean; NaN where there are no logits
 */
public record Single(double utility, double negativeLogLikelihood) {}
