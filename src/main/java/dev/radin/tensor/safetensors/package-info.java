/**
 * Reading and writing safetensors, which may be hostile: every size is checked before memory is taken.
 * Used by {@code tensor.checkpoint} and {@code dataset}.
 * Begin with {@link dev.radin.tensor.safetensors.SafetensorsFile}, then
 * {@link dev.radin.tensor.safetensors.SafetensorsWriter}.
 */
package dev.radin.tensor.safetensors;
