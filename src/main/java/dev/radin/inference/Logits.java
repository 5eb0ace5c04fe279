package dev.radin.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Raw logits of consecutive examples, [examples, classes] row by row. */
public record Logits(int examples, int classes, float[] values) {

    /** The values as they stand in a safetensors file. */
    public ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
