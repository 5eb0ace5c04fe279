package dev.radin.soup;

/**
 * A mixture that was truly run.
 *
 * @param utility its true score, higher is better; NaN when the network gave no finite logits
 * @param negativeLogLikelihood in nats; NaN likewise, and where there are no logits
 */
public record Evaluated(Mixture mixture, double utility, double negativeLogLikelihood) {}
