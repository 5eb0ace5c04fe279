package dev.radin.tensor.torch;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tensors of a source, with some others in their place that are zero. Closing it leaves the source open. */
final class ZeroedTensors extends WrappedTensors {

    private final Set<String> zeroed;

    /** @param zeroed put in place of the source's of the same names, or added */
    ZeroedTensors(TensorSource source, List<TensorInfo> zeroed) {
        super(source, replaced(source.tensors(), zeroed));
        this.zeroed = zeroed.stream().map(TensorInfo::name).collect(Collectors.toSet());
    }

    private static List<TensorInfo> replaced(List<TensorInfo> tensors, List<TensorInfo> zeroed) {
        Map<String, TensorInfo> byName = new LinkedHashMap<>();
        Stream.of(tensors, zeroed).flatMap(List::stream).forEach(tensor -> byName.put(tensor.name(), tensor));
        return List.copyOf(byName.values());
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        if (zeroed.contains(tensor.name())) {
            while (target.hasRemaining()) {
                target.put((byte) 0);
            }
        } else {
            super.read(tensor, offset, target);
        }
    }

    @Override
    public void close() {
        // The source is the caller's.
    }
}
