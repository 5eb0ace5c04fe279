package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Deals out the tensors in order, block by block, to several threads. */
final class Blocks {

    private final Iterator<TensorInfo> tensors;
    private final int blockBytes;
    private TensorInfo tensor;
    private long dealt;
    private long number;

    Blocks(List<TensorInfo> tensors, int blockBytes) {
        this.tensors = tensors.iterator();
        this.blockBytes = blockBytes;
    }

    /** Empty after the last one. */
    synchronized Optional<Block> next() {
        while (tensor == null || dealt == tensor.elements()) {
            if (!tensors.hasNext()) {
                return Optional.empty();
            }
            tensor = tensors.next();
            dealt = 0;
        }
        int count = (int) Math.min(tensor.dtype().elementsIn(blockBytes), tensor.elements() - dealt);
        Block block = new Block(number++, tensor, dealt, count);
        dealt += count;
        return Optional.of(block);
    }
}
