package dev.radin.inference;

import java.nio.FloatBuffer;

/** Keeps a pass's logits. */
public final class CollectedLogits implements LogitsSink {

    private FloatBuffer values = FloatBuffer.allocate(0);
    private boolean begun;

    @Override
    public void begin(int examples, int classes) {
        begun = true;
        values = FloatBuffer.allocate(examples * classes);
    }

    @Override
    public void write(Logits block) {
        values.put(block.values());
    }

    public boolean begun() {
        return begun;
    }

    /** All of them; fails when some were not written. */
    public float[] values() {
        if (values.hasRemaining()) {
            throw new IllegalStateException(values.remaining() + " logits are missing");
        }
        return values.array();
    }
}
