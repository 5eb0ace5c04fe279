package dev.radin.tensor;

import java.util.List;

/** A tensor's name, element type and shape. Data are row-major and little-endian wherever they stand as bytes. */
public record TensorInfo(String name, DType dtype, List<Long> shape) {

    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** The number of elements; 1 for a scalar. Readers have made sure that it does not overflow. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    public long sizeBytes() {
        return dtype.bytes(elements());
    }

    /** As messages print it: {@code F32 [64, 3, 7, 7]}. */
    public String type() {
        return dtype + " " + shape;
    }
}
