/**
 * Running a network over a dataset, batch by batch, whatever engine it is in.
 * Used by {@code worker}; it knows datasets and logits, and nothing of soups, caches or Kubernetes.
 * Begin with {@link dev.radin.inference.Pass}, then {@link dev.radin.inference.BatchIndependence}.
 */
package dev.radin.inference;
