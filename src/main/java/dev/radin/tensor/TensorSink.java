package dev.radin.tensor;

import java.nio.ByteBuffer;

/** Where tensors are written, one after another in an order agreed before, each from its first byte to its last. */
@FunctionalInterface
public interface TensorSink {

    /** Appends what remains of {@code bytes} to the tensor (row-major, little-endian). Empty tensors need no call. */
    void write(TensorInfo tensor, ByteBuffer bytes);
}
