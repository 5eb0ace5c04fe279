/**
 * The mean of checkpoints' weights, block by block, in bounded memory; what may not be averaged, and what is not finite.
 * Used by {@code weights} and {@code radin average}.
 * Begin with {@link dev.radin.tensor.average.WeightAverager}, then {@link dev.radin.tensor.average.Accumulation}.
 */
package dev.radin.tensor.average;
