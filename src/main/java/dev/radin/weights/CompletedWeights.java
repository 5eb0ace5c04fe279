package dev.radin.weights;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights of which some buffers are the architecture's, as it runs them. It lists what the file has and reads any of the
 * names, so that members of one soup may come from files with such a buffer and without.
 */
final class CompletedWeights implements TensorSource {

    private final TensorSource weights;
    private final TensorSource architecture;
    private final Set<String> optional;

    /**
     * Both sources are closed with it.
     *
     * @param optional names of buffers that weights may lack
     */
    CompletedWeights(TensorSource weights, TensorSource architecture, Set<String> optional) {
        this.weights = weights;
        this.architecture = architecture;
        this.optional = optional;
    }

    @Override
    public String uri() {
        return weights.uri();
    }

    @Override
    public List<TensorInfo> tensors() {
        return weights.tensors();
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return weights.find(name).or(() -> optional.contains(name) ? architecture.find(name) : Optional.empty());
    }

    @Override
    public Map<String, String> metadata() {
        return weights.metadata();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        (weights.find(tensor.name()).isPresent() ? weights : architecture).read(tensor, offset, target);
    }

    @Override
    public void close() {
        weights.close();
        architecture.close();
    }
}
