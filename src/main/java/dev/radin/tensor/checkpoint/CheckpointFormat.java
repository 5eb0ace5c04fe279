package dev.radin.tensor.checkpoint;

import dev.radin.store.Blob;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;

/** A kind of single file that tensors can be read from. */
public interface CheckpointFormat {

    /** How a recognised file is opened, as {@link CheckpointFormat#open} says. */
    @FunctionalInterface
    interface Opener {
        TensorSource open(Blob blob, Limits limits, String key);
    }

    /** A format whose files are zip archives. */
    static CheckpointFormat zip(String name, Opener opener) {
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
            public TensorSource open(Blob blob, Limits limits, String key) {
                return opener.open(blob, limits, key);
            }
        };
    }

    /** As people call it: {@code PyTorch zip archive}. */
    String name();

    /** @param firstBytes the first 512 bytes of the file, or all of a shorter one */
    boolean recognises(ByteBuffer firstBytes);

    /**
     * Opens a file that was recognised, and takes over its blob: closed with the source, or at once on failure.
     *
     * @param key which of its weights, as {@link dev.radin.tensor.StateDictKey} says; null for the usual ones
     */
    TensorSource open(Blob blob, Limits limits, String key);
}
