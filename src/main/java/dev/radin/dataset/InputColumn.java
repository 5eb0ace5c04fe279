package dev.radin.dataset;

import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** An input as it is stored, and how it becomes what the network is given. */
final class InputColumn {

    private static final int CHUNK_ELEMENTS = 1 << 15;

    private final TensorInfo tensor;
    private final Input input;
    private final Normalization normalization;

    /** @param normalization used for U8 alone */
    InputColumn(TensorInfo tensor, Normalization normalization) {
        this.tensor = tensor;
        this.normalization = normalization;
        DType given =
                switch (tensor.dtype()) {
                    case I32, I64 -> tensor.dtype();
                    default -> DType.F32;
                };
        this.input = new Input(
                tensor.name(), given, tensor.shape().subList(1, tensor.shape().size()));
    }

    /** As it is stored. */
    TensorInfo tensor() {
        return tensor;
    }

    Input input() {
        return input;
    }

    /** Fills {@code target}, which has room for exactly these examples. */
    void read(TensorSource source, int first, int count, ByteBuffer target) {
        long firstElement = first * input.exampleElements();
        if (tensor.dtype() == input.dtype()) {
            source.read(tensor, firstElement * tensor.dtype().sizeBytes(), target);
            return;
        }
        FloatBuffer floats = target.asFloatBuffer();
        ByteBuffer stored =
                ByteBuffer.allocate(CHUNK_ELEMENTS * tensor.dtype().sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        float[] chunk = new float[CHUNK_ELEMENTS];
        for (long done = 0; floats.hasRemaining(); ) {
            int elements = Math.min(CHUNK_ELEMENTS, floats.remaining());
            stored.clear().limit(elements * tensor.dtype().sizeBytes());
            source.read(tensor, (firstElement + done) * tensor.dtype().sizeBytes(), stored);
            convert(stored.flip(), firstElement + done, chunk, elements);
            floats.put(chunk, 0, elements);
            done += elements;
        }
        target.position(target.limit());
    }

    private void convert(ByteBuffer stored, long element, float[] target, int elements) {
        switch (tensor.dtype()) {
            case U8 -> normalization.apply(stored.array(), element, target, elements);
            case F16 -> {
                for (int i = 0; i < elements; i++) {
                    target[i] = Half.f16ToFloat(stored.getShort(2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < elements; i++) {
                    target[i] = Half.bf16ToFloat(stored.getShort(2 * i));
                }
            }
            default -> throw new IllegalStateException("no input of dtype " + tensor.dtype());
        }
    }
}
