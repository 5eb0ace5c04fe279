package dev.radin.weights;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Weights of which some buffers are the architecture's, as it runs them. It lists what the file has and reads any of the
 * names, so that members of one soup may come from files with such a buffer and without.
 */
final class CompletedWeights extends WrappedTensors {

    private final TensorSource architecture;
    private final Set<String> optional;

    /**
     * Both sources are closed with it.
     *
     * @param optional names of buffers that weights may lack
     */
    CompletedWeights(TensorSource weights, TensorSource architecture, Set<String> optional) {
        super(weights);
        this.architecture = architecture;
        this.optional = optional;
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        return source.find(name).or(() -> optional.contains(name) ? architecture.find(name) : Optional.empty());
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        (source.find(tensor.name()).isPresent() ? source : architecture).read(tensor, offset, target);
    }

    @Override
    public void close() {
        super.close();
        architecture.close();
    }
}
