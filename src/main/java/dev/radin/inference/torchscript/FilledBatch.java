package dev.radin.inference.torchscript;

import dev.radin.dataset.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A batch made larger by repeating its last example, for networks that were traced with their batch size baked in. */
final class FilledBatch {

    private FilledBatch() {}

    /** Whether buffers of Java can hold it. */
    static boolean isPossible(Batch batch, int examples) {
        return batch.inputs().stream().allMatch(input -> input.exampleBytes() <= Integer.MAX_VALUE / examples);
    }

    /**
     * @param examples as many as the result has, the first of which are the batch's
     * @throws OutOfMemoryError when the memory for buffers does not suffice
     */
    static Batch of(Batch batch, int examples) {
        List<ByteBuffer> data = new ArrayList<>();
        for (int i = 0; i < batch.inputs().size(); i++) {
            int bytes = Math.toIntExact(batch.inputs().get(i).exampleBytes());
            ByteBuffer filled = ByteBuffer.allocateDirect(bytes * examples).order(ByteOrder.LITTLE_ENDIAN);
            filled.put(batch.data().get(i).duplicate());
            ByteBuffer last = batch.data().get(i).duplicate();
            last.position(bytes * (batch.count() - 1)).limit(bytes * batch.count());
            while (filled.hasRemaining()) {
                filled.put(last.duplicate());
            }
            data.add(filled.flip());
        }
        return new Batch(batch.first(), examples, batch.inputs(), data);
    }
}
