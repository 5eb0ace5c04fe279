package dev.radin.soup;

/**
 * What is known of one model on its own.
 *
 * @param utility its true score, higher is better, the weighted mean over the validation datasets
 * @param negativeLogLikelihood in nats, the same mean
 * @param distance the median distance of its weights to the other models; NaN when unknown
 */
public record Single(double utility, double negativeLogLikelihood, double distance) {}
