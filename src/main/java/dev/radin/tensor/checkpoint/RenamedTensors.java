package dev.radin.tensor.checkpoint;

import dev.radin.tensor.StateDictKey;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some of the same tensors, under other names. */
final class RenamedTensors extends WrappedTensors {

    /** By the new names. */
    private final Map<String, TensorInfo> originals;

    /** @param newNames of the tensors that stay */
    RenamedTensors(TensorSource source, Map<String, String> newNames) {
        this(originals(source, newNames), source);
    }

    private RenamedTensors(Map<String, TensorInfo> originals, TensorSource source) {
        super(
                source,
                originals.entrySet().stream()
                        .map(e -> new TensorInfo(
                                e.getKey(), e.getValue().dtype(), e.getValue().shape()))
                        .toList());
        this.originals = originals;
    }

    private static Map<String, TensorInfo> originals(TensorSource source, Map<String, String> newNames) {
        Map<String, TensorInfo> originals = new LinkedHashMap<>();
        source.tensors().stream()
                .filter(tensor -> newNames.containsKey(tensor.name()))
                .forEach(tensor -> originals.put(newNames.get(tensor.name()), tensor));
        return originals;
    }

    /**
     * Those that a key names; takes over the source.
     *
     * @throws dev.radin.fault.RadinException {@code MismatchedModel} when there are none; then the source is closed
     */
    static RenamedTensors below(TensorSource source, String key) {
        try {
            List<String> names = source.tensors().stream().map(TensorInfo::name).toList();
            return new RenamedTensors(source, StateDictKey.below(names, key, source.uri(), List.of()));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** The new name of each tensor that stays, by its own. */
    Map<String, String> newNames() {
        Map<String, String> newNames = new LinkedHashMap<>();
        originals.forEach((name, original) -> newNames.put(original.name(), name));
        return newNames;
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        TensorInfo original = originals.get(tensor.name());
        if (original == null) {
            throw new IllegalArgumentException(uri() + " has no tensor " + tensor.name());
        }
        source.read(original, offset, target);
    }
}
