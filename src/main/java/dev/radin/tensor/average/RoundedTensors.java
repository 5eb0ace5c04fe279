package dev.radin.tensor.average;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Floating tensors in dtypes that may not hold all of their values, rounded to nearest even, once. */
public final class RoundedTensors implements TensorSource {

    private final TensorSource source;
    private final List<TensorInfo> tensors;
    private final Map<String, TensorInfo> own;

    /**
     * @param source closed with this
     * @param tensors the source's; floating ones in any dtype that is floating, others in their own
     */
    public RoundedTensors(TensorSource source, List<TensorInfo> tensors) {
        this.source = source;
        this.tensors = List.copyOf(tensors);
        this.own = WidenedTensors.own(source, tensors);
    }

    @Override
    public String uri() {
        return source.uri();
    }

    @Override
    public List<TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return source.metadata();
    }

    /**
     * Whole elements, from the start of one.
     *
     * @throws dev.radin.fault.RadinException {@code InvalidSpec} when a finite value is too large for the smaller dtype
     */
    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        TensorInfo given = own.get(tensor.name());
        if (given.dtype() == tensor.dtype()) {
            source.read(given, offset, target);
            return;
        }
        int size = tensor.dtype().sizeBytes();
        if (offset % size != 0 || target.remaining() % size != 0) {
            throw new IllegalArgumentException("a part of an element");
        }
        int wide = given.dtype().sizeBytes();
        ByteBuffer elements = ByteBuffer.allocate(target.remaining() / size * wide);
        source.read(given, offset / size * wide, elements);
        target.put(
                Widening.isExact(given.dtype(), tensor.dtype())
                        ? Widening.convert(elements.flip(), given.dtype(), tensor.dtype())
                        : RoundedOutput.round(tensor, Widening.convert(elements.flip(), given.dtype(), DType.F64)));
    }

    @Override
    public void close() {
        source.close();
    }
}
