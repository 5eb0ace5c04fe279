package dev.radin.tensor;

import java.nio.ByteBuffer;

/** Where bytes are written in order; {@code publication::write} is one. */
@FunctionalInterface
public interface ByteSink {

    /** Appends what remains of {@code source}. */
    void write(ByteBuffer source);
}
