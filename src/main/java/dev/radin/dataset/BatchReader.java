package dev.radin.dataset;

import dev.radin.fault.Reason;
import dev.radin.tensor.Refusal;
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

    private ByteBuffer allocate(Input input) {
        long bytes = input.exampleBytes() * capacity;
        if (bytes > Integer.MAX_VALUE - 2 * ALIGNMENT_BYTES) {
            throw new Refusal(Reason.InvalidInput, source.uri())
                    .because(
                            capacity + " examples of " + input.name() + " have " + bytes
                                    + " bytes, too many for one batch",
                            "Set a smaller batch size");
        }
        // An aligned slice loses bytes at both ends.
        return ByteBuffer.allocateDirect((int) bytes + 2 * ALIGNMENT_BYTES).alignedSlice(ALIGNMENT_BYTES);
    }
}
