package dev.radin.weights;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Weights of which some are tied: formats differ in whether they hold such a tensor once or under each of its names, and
 * members of one soup may come from both. It lists what the file has and reads any of the names.
 */
public final class TiedTensors extends WrappedTensors {

    private final Map<String, String> tied;
    private final Map<String, TensorInfo> byName = new HashMap<>();
    private final Map<String, TensorInfo> byFirstName = new HashMap<>();

    /** @param tied every name to the first of those that are tied to it */
    public TiedTensors(TensorSource source, Map<String, String> tied) {
        super(source);
        this.tied = tied;
        for (TensorInfo tensor : source.tensors()) {
            byName.put(tensor.name(), tensor);
            byFirstName.putIfAbsent(tied.getOrDefault(tensor.name(), tensor.name()), tensor);
        }
    }

    @Override
    public Optional<TensorInfo> find(String name) {
        TensorInfo own = byName.get(name);
        return Optional.ofNullable(own != null ? own : byFirstName.get(tied.getOrDefault(name, name)));
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        TensorInfo own = find(tensor.name())
                .orElseThrow(() -> new IllegalArgumentException(uri() + " has no tensor " + tensor.name()));
        source.read(own, offset, target);
    }
}
