package dev.radin.tensor.checkpoint;

import dev.radin.store.Blob;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;

/** A kind of single file that tensors can be read from. */
public interface CheckpointFormat {

    /** A format whose files are zip archives. */
    static CheckpointFormat zip(String name, BiFunction<Blob, Limits, ? extends TensorSource> open) {
        return new CheckpointFormat() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean recognises(ByteBuffer firstBytes) {
                return firstBytes.limit() >= 4
                        && firstBytes.get(0) == 'P'
                        && firstBytes.get(1) == 'K'
                        && firstBytes.get(2) == 3
                        && firstBytes.get(3) == 4;
            }

            @Override
            public TensorSource open(Blob blob, Limits limits) {
                return open.apply(blob, limits);
            }
        };
    }

    /** As people call it: {@code PyTorch zip archive}. */
    String name();

    /** @param firstBytes the first 512 bytes of the file, or all of a shorter one */
    boolean recognises(ByteBuffer firstBytes);

    /** Opens a file that was recognised, and takes over its blob: closed with the source, or at once on failure. */
    TensorSource open(Blob blob, Limits limits);
}
