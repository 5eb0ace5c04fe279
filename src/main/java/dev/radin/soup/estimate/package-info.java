/**
 * What the averaged logits of a mixture's members score, for many thousands of mixtures, exactly.
 * Used by the strategies and by {@code radin rank}, through {@link dev.radin.soup.estimate.Estimator} alone.
 * Begin there; for accuracy go on with {@code MarginTable} and {@code UniformKernel}.
 */
package dev.radin.soup.estimate;
