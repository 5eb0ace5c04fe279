package dev.radin.dataset;

import dev.radin.fault.Reason;
import dev.radin.soup.LabelCheck;
import dev.radin.soup.Labels;
import dev.radin.tensor.DType;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads and checks labels, all of them at once. */
final class LabelReader {

    private static final int CHUNK_BYTES = 1 << 16;

    private final TensorSource source;
    private final Limits limits;
    private final FileError refusal;

    LabelReader(TensorSource source, Limits limits) {
        this.source = source;
        this.limits = limits;
        this.refusal = new FileError(Reason.InvalidInput, source.uri());
    }

    Labels read(TensorInfo labels) {
        boolean integers = labels.dtype() == DType.I64 || labels.dtype() == DType.I32;
        if (integers && labels.shape().size() == 1) {
            return hard(labels);
        }
        if (labels.dtype() == DType.F32
                && labels.shape().size() == 2
                && labels.shape().get(1) >= 2) {
            return soft(labels);
        }
        throw refusal.because(
                "labels is " + labels.type(),
                "It is I64 or I32 [examples], or F32 [examples, classes] with at least 2 classes");
    }

    private Labels hard(TensorInfo labels) {
        int[] indices = new int[inMemory(labels)];
        int width = labels.dtype().sizeBytes();
        for (Chunk chunk = new Chunk(labels); chunk.next(); ) {
            for (int at = 0; at < chunk.bytes.limit(); at += width) {
                int example = (int) ((chunk.start + at) / width);
                long index = width == 8 ? chunk.bytes.getLong(at) : chunk.bytes.getInt(at);
                if (index < 0 || index > Integer.MAX_VALUE) {
                    throw refusal.because(
                            "labels[" + example + "] is " + index, "A label is a class index, counted from 0");
                }
                indices[example] = (int) index;
            }
        }
        return new Labels.Hard(indices);
    }

    private Labels soft(TensorInfo labels) {
        float[] probabilities = new float[inMemory(labels)];
        int classes = labels.shape().get(1).intValue();
        for (Chunk chunk = new Chunk(labels); chunk.next(); ) {
            int first = (int) (chunk.start / Float.BYTES);
            chunk.bytes.asFloatBuffer().get(probabilities, first, chunk.bytes.limit() / Float.BYTES);
        }
        Labels.Soft labelled = new Labels.Soft(probabilities, classes);
        LabelCheck.requireDistributions(labelled, source.uri());
        return labelled;
    }

    private int inMemory(TensorInfo labels) {
        if (labels.sizeBytes() > limits.bufferBytes() || labels.elements() > Integer.MAX_VALUE - 8) {
            throw refusal.because(
                    "labels of " + labels.sizeBytes() + " bytes are more than the limit of " + limits.bufferBytes()
                            + " that may be held in memory",
                    "Split the dataset");
        }
        return (int) labels.elements();
    }

    /** Walks over a tensor's bytes. */
    private final class Chunk {
        private final TensorInfo tensor;
        private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long start;
        private long next;

        Chunk(TensorInfo tensor) {
            this.tensor = tensor;
        }

        boolean next() {
            start = next;
            int count = (int) Math.min(CHUNK_BYTES, tensor.sizeBytes() - start);
            source.read(tensor, start, bytes.clear().limit(count));
            bytes.flip();
            next += count;
            return count > 0;
        }
    }
}
