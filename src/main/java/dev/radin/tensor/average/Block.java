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
        return tensor.dtype().bytes(first);
    }

    int sizeBytes() {
        return (int) tensor.dtype().bytes(count);
    }
}
