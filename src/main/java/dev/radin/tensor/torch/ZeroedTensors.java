package dev.radin.tensor.torch;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tensors of a source, with some others in their place that are zero. Closing it leaves the source open. */
final class ZeroedTensors implements TensorSource {

    private final TensorSource source;
    private final Set<String> zeroed;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    /** @param zeroed put in place of the source's of the same names, or added */
    ZeroedTensors(TensorSource source, List<TensorInfo> zeroed) {
        this.source = source;
        this.zeroed = zeroed.stream().map(TensorInfo::name).collect(Collectors.toSet());
        Stream.of(source.tensors(), zeroed).flatMap(List::stream).forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    @Override
    public String uri() {
        return source.uri();
    }

    @Override
    public List<TensorInfo> tensors() {
        return List.copyOf(tensors.values());
    }

    @Override
    public Map<String, String> metadata() {
        return source.metadata();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        if (zeroed.contains(tensor.name())) {
            while (target.hasRemaining()) {
                target.put((byte) 0);
            }
        } else {
            source.read(tensor, offset, target);
        }
    }

    @Override
    public void close() {}
}
