package dev.radin.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive examples, as the network is given them.
 *
 * @param first the index of the first example
 * @param data for each input its elements, row-major and little-endian, in a direct buffer that is valid until its
 *     reader reads again
 */
public record Batch(int first, int count, List<Input> inputs, List<ByteBuffer> data) {

    /** The shape of an input, batch dimension first. */
    public List<Long> shape(int input) {
        List<Long> shape = new ArrayList<>(List.of((long) count));
        shape.addAll(inputs.get(input).exampleShape());
        return shape;
    }
}
