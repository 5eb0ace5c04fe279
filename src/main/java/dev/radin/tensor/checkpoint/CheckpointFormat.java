package dev.radin.tensor.checkpoint;

import dev.radin.store.Blob;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;

/** A kind of single file that tensors can be read from. */
public interface CheckpointFormat {

    /** As people call it: {@code PyTorch zip archive}. */
    String name();

    /** @param firstBytes the first 512 bytes of the file, or all of a shorter one */
    boolean recognises(ByteBuffer firstBytes);

    /** Opens a file that was recognised, and takes over its blob: closed with the source, or at once on failure. */
    TensorSource open(Blob blob, Limits limits);
}
