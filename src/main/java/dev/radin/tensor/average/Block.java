package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;

/**
 * A stretch of a tensor, the same of every model.
 *
 * @param number its place among the blocks of all tensors
 * @param first element, row-major
 */
record Block(long number, TensorInfo tensor, long first, int count) {

    long offsetBytes() {
        return first * tensor.dtype().sizeBytes();
    }

    int sizeBytes() {
        return count * tensor.dtype().sizeBytes();
    }
}
