/**
 * Weights of mixtures that are learnt from cached logits, without a pass, and corrected by what evaluations showed.
 * Used by the strategy Auto.
 * Begin with {@link dev.radin.soup.learn.MixtureFit}; {@code Kriging} is what corrects it.
 */
package dev.radin.soup.learn;
