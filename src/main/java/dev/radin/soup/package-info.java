/**
 * Mixtures of models, metrics and scores, and the choice among what was evaluated: plain arithmetic on logits and labels.
 * Used by whatever scores or ranks; uses nothing but {@code fault}.
 * Begin with {@link dev.radin.soup.Mixture}, {@link dev.radin.soup.Scorer} and {@link dev.radin.soup.Choice}.
 */
package dev.radin.soup;
