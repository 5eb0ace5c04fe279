package dev.radin.dataset;

import dev.radin.tensor.DType;
import java.util.List;

/**
 * One argument of the network.
 *
 * @param name the tensor it comes from
 * @param dtype F32, I32 or I64
 * @param exampleShape the shape of one example, without the batch dimension
 */
public record Input(String name, DType dtype, List<Long> exampleShape) {

    public Input {
        exampleShape = List.copyOf(exampleShape);
    }

    public long exampleElements() {
        return exampleShape.stream().reduce(1L, Math::multiplyExact);
    }

    public long exampleBytes() {
        return Math.multiplyExact(exampleElements(), (long) dtype.sizeBytes());
    }
}
