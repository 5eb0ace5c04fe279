package dev.radin.dataset;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads batches of a dataset into buffers that it keeps. Not for several threads. */
public final class BatchReader {

    /** What vector instructions like, and what PyTorch gives its own tensors. */
    private static final int ALIGNMENT_BYTES = 64;

    private static final int MOST_BYTES = Integer.MAX_VALUE - 2 * ALIGNMENT_BYTES;

    private final TensorSource source;
    private final List<InputColumn> columns;
    private final List<Input> inputs;
    private final int examples;
    private final int capacity;
    private final List<ByteBuffer> buffers = new ArrayList<>();

    BatchReader(TensorSource source, List<InputColumn> columns, int examples, int capacity) {
        this.source = source;
        this.columns = columns;
        this.inputs = columns.stream().map(InputColumn::input).toList();
        this.examples = examples;
        this.capacity = Math.min(capacity, examples);
        inputs.forEach(input -> buffers.add(allocate(input)));
    }

    /** Examples {@code first .. first + count - 1}; the batch read before is overwritten. */
    public Batch read(int first, int count) {
        Objects.checkFromIndexSize(first, count, examples);
        Objects.checkIndex(count, capacity + 1);
        List<ByteBuffer> data = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int bytes = Math.toIntExact(inputs.get(i).exampleBytes() * count);
            ByteBuffer target = buffers.get(i).slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
            columns.get(i).read(source, first, count, target);
            data.add(target.flip());
        }
        return new Batch(first, count, inputs, data);
    }

    /** These examples in this order; the batch read before is overwritten. Slow for many. */
    public Batch read(int[] indices) {
        Objects.checkIndex(indices.length, capacity + 1);
        List<ByteBuffer> data = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int bytes = Math.toIntExact(inputs.get(i).exampleBytes());
            for (int row = 0; row < indices.length; row++) {
                Objects.checkIndex(indices[row], examples);
                ByteBuffer target = buffers.get(i).slice(row * bytes, bytes).order(ByteOrder.LITTLE_ENDIAN);
                columns.get(i).read(source, indices[row], 1, target);
            }
            data.add(buffers.get(i).slice(0, bytes * indices.length).order(ByteOrder.LITTLE_ENDIAN));
        }
        return new Batch(indices[0], indices.length, inputs, data);
    }

    private ByteBuffer allocate(Input input) {
        if (input.exampleBytes() > MOST_BYTES / capacity) {
            throw tooLarge(Reason.InvalidInput, input, "too many for one batch", null);
        }
        int bytes = (int) input.exampleBytes() * capacity;
        try {
            // An aligned slice loses bytes at both ends.
            return ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT_BYTES).alignedSlice(ALIGNMENT_BYTES);
        } catch (OutOfMemoryError e) {
            throw tooLarge(Reason.WorkerFailed, input, "more than the memory for buffers that Java was given", e);
        }
    }

    private RadinException tooLarge(Reason reason, Input input, String problem, Throwable cause) {
        return new RadinException(
                reason,
                source.uri() + ": " + capacity + " examples of " + input.name() + ", " + input.exampleBytes()
                        + " bytes each, are " + problem + ". Set a smaller batch size.",
                cause);
    }
}
