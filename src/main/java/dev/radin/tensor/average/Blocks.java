package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Deals out the tensors in order, block by block, to several threads. Blocks end where a multiple of their size does in the
 * file that is written, or where a tensor ends: of whole pages the operating system writes several at once.
 */
final class Blocks {

    private final Iterator<TensorInfo> tensors;
    private final int blockBytes;
    /** In the file. */
    private long position;

    private TensorInfo tensor;
    private long dealt;
    private long number;

    /** @param start where the first tensor begins in the file */
    Blocks(List<TensorInfo> tensors, int blockBytes, long start) {
        this.tensors = tensors.iterator();
        this.blockBytes = blockBytes;
        this.position = start;
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
        Block block =
                new Block(number++, tensor, dealt, (int) Math.min(elementsToBoundary(), tensor.elements() - dealt));
        dealt += block.count();
        position += block.sizeBytes();
        return Optional.of(block);
    }

    private int elementsToBoundary() {
        int elements = tensor.dtype().elementsIn(blockBytes - (int) (position % blockBytes));
        return elements > 0 ? elements : tensor.dtype().elementsIn(blockBytes);
    }
}
