package dev.radin.tensor.checkpoint;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The same tensors under other names. */
final class RenamedTensors implements TensorSource {

    private final TensorSource source;
    private final Map<String, TensorInfo> originals = new LinkedHashMap<>();
    private final List<TensorInfo> tensors;

    RenamedTensors(TensorSource source, UnaryOperator<String> newName) {
        this.source = source;
        source.tensors().forEach(tensor -> originals.put(newName.apply(tensor.name()), tensor));
        this.tensors = originals.entrySet().stream()
                .map(e -> new TensorInfo(
                        e.getKey(), e.getValue().dtype(), e.getValue().shape()))
                .toList();
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

    @Override
    public List<String> notes() {
        return source.notes();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        TensorInfo original = originals.get(tensor.name());
        if (original == null) {
            throw new IllegalArgumentException(uri() + " has no tensor " + tensor.name());
        }
        source.read(original, offset, target);
    }

    @Override
    public void close() {
        source.close();
    }
}
