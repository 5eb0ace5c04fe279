/**
 * Named tensors, their dtypes and shapes, and where they are read from and written to, without a format.
 * Used by every reader of checkpoints and by the averaging; nothing in here opens a file.
 * Begin with {@link dev.radin.tensor.TensorSource}, then {@link dev.radin.tensor.DType}.
 */
package dev.radin.tensor;
