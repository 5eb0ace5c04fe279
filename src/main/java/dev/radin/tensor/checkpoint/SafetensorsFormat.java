package dev.radin.tensor.checkpoint;

import dev.radin.store.Blob;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.nio.ByteBuffer;

/** A file that begins as safetensors do: eight bytes of length, then a brace. */
final class SafetensorsFormat implements CheckpointFormat {

    static final String NAME = "safetensors";

    @Override
    public String name() {
        return NAME;
    }

    /** Asked last, after formats with a signature of their own. */
    @Override
    public boolean recognises(ByteBuffer firstBytes) {
        return firstBytes.limit() > Long.BYTES && firstBytes.get(Long.BYTES) == '{';
    }

    @Override
    public TensorSource open(Blob blob, Limits limits, String key) {
        SafetensorsFile file = SafetensorsFile.open(blob, limits);
        return key == null ? file : RenamedTensors.below(file, key);
    }
}
