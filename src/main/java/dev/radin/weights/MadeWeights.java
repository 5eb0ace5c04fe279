package dev.radin.weights;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's weights as they were made on scratch.
 *
 * @param uri of the model, which messages are about
 */
record MadeWeights(String uri, TensorSource source) implements TensorSource {

    @Override
    public List<TensorInfo> tensors() {
        return source.tensors();
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return source.find(name);
    }

    @Override
    public Map<String, String> metadata() {
        return source.metadata();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        source.read(tensor, offset, target);
    }

    @Override
    public void close() {
        source.close();
    }
}
