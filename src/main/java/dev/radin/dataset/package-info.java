/**
 * Datasets, and the logits that others have made: inputs and labels in safetensors files, checked and read in batches.
 * Used by {@code inference}, {@code report} and {@code worker}.
 * Begin with {@link dev.radin.dataset.Dataset}, then {@code DatasetHeader}.
 */
package dev.radin.dataset;
