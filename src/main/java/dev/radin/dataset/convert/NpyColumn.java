package dev.radin.dataset.convert;

import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/** An array on its way into a dataset. */
final class NpyColumn {

    private static final int CHUNK_ELEMENTS = 1 << 13;

    private final TensorInfo tensor;
    private final NpyArray array;

    private final boolean indices;
    private final boolean channelsLast;
    private long least = Long.MAX_VALUE;
    private long largest;

    private NpyColumn(TensorInfo tensor, NpyArray array, boolean indices, boolean channelsLast) {
        this.tensor = tensor;
        this.array = array;
        this.indices = indices;
        this.channelsLast = channelsLast;
    }

    /** @param channelsLast pictures are [examples, …, channels], and become [examples, channels, …] */
    static NpyColumn inputs(String name, NpyArray array, boolean channelsLast) {
        if (array.shape().size() < 2) {
            throw array.invalid("has the shape " + array.shape() + ". Inputs are [examples, …]");
        }
        if (array.shape().contains(0L)) {
            throw array.invalid("has the shape " + array.shape() + ", without elements");
        }
        boolean turned = channelsLast && isPicture(array);
        List<Long> shape = turned ? ChannelsFirst.shape(array.shape()) : array.shape();
        return new NpyColumn(new TensorInfo(name, array.element().stored(), shape), array, false, turned);
    }

    /** Others have no channels: a row of numbers, a text's tokens, a grey picture. */
    static boolean isPicture(NpyArray array) {
        return array.shape().size() > 3;
    }

    static NpyColumn labels(NpyArray array) {
        List<Long> shape = array.shape();
        if (shape.size() == 2 && shape.get(1) == 1 && !array.element().stored().isFloating()) {
            shape = shape.subList(0, 1); // a column of indices, as many datasets are published with
        }
        boolean indices = shape.size() == 1 && !array.element().stored().isFloating();
        boolean distributions = array.shape().size() == 2 && array.element().stored() == DType.F32;
        if (!indices && !distributions) {
            throw array.invalid("has the shape " + array.shape() + " and type "
                    + array.element().name().toLowerCase(Locale.ROOT)
                    + ". Labels are integers [examples], or f4 or f8 [examples, classes]");
        }
        return new NpyColumn(new TensorInfo("labels", indices ? DType.I64 : DType.F32, shape), array, indices, false);
    }

    TensorInfo tensor() {
        return tensor;
    }

    /** What the labels are, once they are written. */
    String words() {
        return indices
                ? "labels from " + least + " to " + largest
                : "distributions over " + tensor.shape().get(1) + " classes";
    }

    void write(TensorSink sink, MemoryBound memory) {
        int width = array.element().sizeBytes();
        ByteBuffer converted =
                ByteBuffer.allocate(CHUNK_ELEMENTS * tensor.dtype().sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        try (InputStream in = channelsLast ? ChannelsFirst.of(array, memory) : array.elements(memory)) {
            for (long left = tensor.elements(); left > 0; left -= CHUNK_ELEMENTS) {
                int wanted = (int) Math.min(CHUNK_ELEMENTS, left) * width;
                byte[] chunk = in.readNBytes(wanted);
                if (chunk.length < wanted) {
                    throw array.invalid("ends before its " + tensor.elements() + " elements; save it again");
                }
                ByteBuffer stored = ByteBuffer.wrap(chunk).order(array.order());
                ByteBuffer elements = asStored() ? stored : converted(stored, converted.clear());
                if (indices) {
                    checkIndices(elements, tensor.elements() - left);
                } else {
                    checkFinite(elements, tensor.elements() - left);
                }
                sink.write(tensor, elements);
            }
            if (in.read() >= 0) {
                throw array.invalid("goes on after its " + tensor.elements() + " elements; save it again");
            }
        } catch (IOException e) {
            throw array.unreadable(e);
        }
    }

    private void checkIndices(ByteBuffer elements, long first) {
        for (int i = 0; i < elements.remaining() / Long.BYTES; i++) {
            long index = elements.getLong(Long.BYTES * i);
            if (index < 0) {
                throw array.invalid(
                        "holds " + index + " at " + (first + i) + ". Labels are class indices, counted from 0");
            }
            least = Math.min(least, index);
            largest = Math.max(largest, index);
        }
    }

    /** A network gives NaN for them, and its models would be thought to have diverged. */
    private void checkFinite(ByteBuffer elements, long first) {
        int width = tensor.dtype().sizeBytes();
        for (int at = 0; tensor.dtype().isFloating() && at < elements.limit(); at += width) {
            float value = tensor.dtype() == DType.F16 ? Half.f16ToFloat(elements.getShort(at)) : elements.getFloat(at);
            if (!Float.isFinite(value)) {
                long exampleElements = tensor.elements() / tensor.shape().get(0);
                throw array.invalid("holds " + notFinite(value) + " in example "
                        + (first + at / width) / exampleElements + "; mend the example or leave it out");
            }
        }
    }

    private String notFinite(float value) {
        if (Float.isNaN(value)) {
            return "NaN";
        }
        return array.element() == NpyElement.F8 ? "infinity, or what is too large for F32," : "infinity";
    }

    private boolean asStored() {
        return array.order() == ByteOrder.LITTLE_ENDIAN
                && tensor.dtype() == array.element().stored()
                && tensor.dtype().sizeBytes() == array.element().sizeBytes();
    }

    private ByteBuffer converted(ByteBuffer stored, ByteBuffer target) {
        while (stored.hasRemaining()) {
            array.element().convert(stored, tensor.dtype(), target);
        }
        return target.flip();
    }
}
