package dev.radin.weights;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Weights that are only opened when something of them is asked for. For one thread. */
final class LazyWeights implements TensorSource {

    private final String uri;
    private final Supplier<TensorSource> open;
    private TensorSource opened;

    LazyWeights(String uri, Supplier<TensorSource> open) {
        this.uri = uri;
        this.open = open;
    }

    private TensorSource opened() {
        if (opened == null) {
            opened = open.get();
        }
        return opened;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public List<TensorInfo> tensors() {
        return opened().tensors();
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return opened().find(name);
    }

    @Override
    public Map<String, String> metadata() {
        return opened().metadata();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        opened().read(tensor, offset, target);
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
