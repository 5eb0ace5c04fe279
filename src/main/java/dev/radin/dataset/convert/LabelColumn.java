package dev.radin.dataset.convert;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Class indices on their way into a dataset. */
final class LabelColumn {

    private static final int CHUNK = 1 << 13;

    private int[] indices = new int[16];
    private int count;

    void add(int index) {
        if (count == indices.length) {
            indices = Arrays.copyOf(indices, Math.addExact(count, count));
        }
        indices[count++] = index;
    }

    int count() {
        return count;
    }

    /** Gives each index another one. */
    void renumber(int[] newIndices) {
        for (int i = 0; i < count; i++) {
            indices[i] = newIndices[indices[i]];
        }
    }

    String words() {
        return "labels from " + Arrays.stream(indices, 0, count).min().orElse(0) + " to "
                + Arrays.stream(indices, 0, count).max().orElse(0);
    }

    TensorInfo tensor() {
        return new TensorInfo("labels", DType.I64, List.of((long) count));
    }

    void write(TensorSink sink) {
        ByteBuffer chunk = ByteBuffer.allocate(Long.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int first = 0; first < count; first += CHUNK) {
            chunk.clear();
            for (int i = first; i < Math.min(count, first + CHUNK); i++) {
                chunk.putLong(indices[i]);
            }
            sink.write(tensor(), chunk.flip());
        }
    }
}
