package dev.radin.tensor.adapter;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors that are computed in F64 as they are read, beside others that are read as they are. Several threads may read at once. */
final class ComputedTensors implements TensorSource {

    /** Where elements of one tensor come from. */
    @FunctionalInterface
    interface Elements {
        /** Fills the start of {@code target} with the elements {@code first .. first + count - 1}. */
        void read(long first, int count, double[] target);
    }

    private record Copied(TensorSource source, TensorInfo tensor) {}

    private final String uri;
    private final Runnable close;
    private final List<TensorInfo> tensors = new ArrayList<>();
    private final Map<String, Elements> computed = new LinkedHashMap<>();
    private final Map<String, Copied> copied = new LinkedHashMap<>();

    /**
     * @param uri as messages print it
     * @param close closes what it reads, where that is its own
     */
    ComputedTensors(String uri, Runnable close) {
        this.uri = uri;
        this.close = close;
    }

    void compute(String name, List<Long> shape, Elements elements) {
        tensors.add(new TensorInfo(name, DType.F64, shape));
        computed.put(name, elements);
    }

    /** @param name that it has here */
    void copy(String name, TensorSource source, TensorInfo tensor) {
        tensors.add(new TensorInfo(name, tensor.dtype(), tensor.shape()));
        copied.put(name, new Copied(source, tensor));
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public List<TensorInfo> tensors() {
        return List.copyOf(tensors);
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        Copied original = copied.get(tensor.name());
        if (original != null) {
            original.source().read(original.tensor(), offset, target);
            return;
        }
        double[] elements = new double[target.remaining() / Double.BYTES];
        computed.get(tensor.name()).read(offset / Double.BYTES, elements.length, elements);
        target.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(elements);
        target.position(target.limit());
    }

    @Override
    public void close() {
        close.run();
    }
}
