package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** A checkpoint's tensors in other dtypes. */
abstract class ConvertedTensors extends WrappedTensors {

    private final Map<String, TensorInfo> own;

    /**
     * @param source closed with this
     * @param own the source's, by the names of {@code tensors}
     */
    ConvertedTensors(TensorSource source, List<TensorInfo> tensors, Map<String, TensorInfo> own) {
        super(source, tensors);
        this.own = own;
    }

    /** Elements of {@code given} in the dtype of {@code tensor}, which is another. */
    abstract ByteBuffer convert(ByteBuffer elements, TensorInfo given, TensorInfo tensor);

    /** Whole elements, from the start of one. */
    @Override
    public final void read(TensorInfo tensor, long offset, ByteBuffer target) {
        TensorInfo given = own.get(tensor.name());
        if (given.dtype() == tensor.dtype()) {
            source.read(given, offset, target);
            return;
        }
        int size = tensor.dtype().sizeBytes();
        if (offset % size != 0 || target.remaining() % size != 0) {
            throw new IllegalArgumentException("a part of an element");
        }
        int givenSize = given.dtype().sizeBytes();
        ByteBuffer elements = ByteBuffer.allocate(target.remaining() / size * givenSize);
        source.read(given, offset / size * givenSize, elements);
        target.put(convert(elements.flip(), given, tensor));
    }
}
