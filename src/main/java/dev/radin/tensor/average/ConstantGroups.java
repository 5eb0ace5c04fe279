package dev.radin.tensor.average;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.tensor.TensorDigest;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Models by what they hold in tensors of dtypes that are neither averaged nor counted, such as quantised weights or a
 * table of bytes. Only models with the same can be averaged with each other.
 */
public final class ConstantGroups {

    /** @param digests of the constants' bytes, by tensor */
    private record Model(TensorSource source, Map<TensorInfo, String> digests) {}

    private final TensorDigest digest = new TensorDigest();
    private final Map<String, Model> models = new LinkedHashMap<>();
    private final Map<String, RadinException> unreadable = new LinkedHashMap<>();

    private ConstantGroups() {}

    /**
     * Reads the models' constants. All have the same names, shapes and dtypes of those.
     *
     * @param models by name
     */
    public static <M> ConstantGroups of(
            Map<String, M> models, Function<M, List<TensorInfo>> tensors, Function<M, TensorSource> source) {
        ConstantGroups groups = new ConstantGroups();
        models.forEach((name, model) -> {
            try {
                groups.add(name, tensors.apply(model), source.apply(model));
            } catch (RadinException e) {
                groups.unreadable.put(name, e);
            }
        });
        return groups;
    }

    /** By name, the models whose constants cannot be read, and why; they are in no group. */
    public Map<String, RadinException> unreadable() {
        return unreadable;
    }

    private void add(String name, List<TensorInfo> tensors, TensorSource source) {
        Map<TensorInfo, String> digests = new LinkedHashMap<>();
        for (TensorInfo tensor : tensors) {
            if (tensor.dtype().mustBeEqual()) {
                digests.put(tensor, digest.hex(source, tensor));
            }
        }
        models.put(name, new Model(source, digests));
    }

    /**
     * The largest group is right. Of equally large ones it is that of the architecture, or else the one that comes first.
     *
     * @param architecture the network's own weights, where there is one; read only when groups are equally large
     * @return by name, why each model of another group cannot be averaged, as a clause
     */
    public Map<String, String> misfits(Optional<TensorSource> architecture) {
        if (models.isEmpty()) {
            return Map.of();
        }
        Model right = right(architecture);
        Map<String, String> misfits = new LinkedHashMap<>();
        models.forEach((name, model) -> model.digests().keySet().stream()
                .filter(tensor ->
                        !model.digests().get(tensor).equals(right.digests().get(tensor)))
                .findFirst()
                .ifPresent(tensor ->
                        misfits.put(name, message(tensor, right.source().uri()))));
        return misfits;
    }

    private Model right(Optional<TensorSource> architecture) {
        Map<Map<TensorInfo, String>, Integer> sizes = new HashMap<>();
        models.values().forEach(model -> sizes.merge(model.digests(), 1, Integer::sum));
        int largest = sizes.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        List<Model> candidates = models.values().stream()
                .filter(model -> sizes.get(model.digests()) == largest)
                .toList();
        boolean tie = candidates.size() > largest;
        return architecture
                .filter(network -> tie)
                .flatMap(network -> likeArchitecture(candidates, network))
                .orElse(candidates.get(0));
    }

    private Optional<Model> likeArchitecture(Collection<Model> candidates, TensorSource architecture) {
        Map<TensorInfo, String> own = new HashMap<>();
        for (TensorInfo tensor : candidates.iterator().next().digests().keySet()) {
            if (architecture.find(tensor.name()).filter(tensor::equals).isPresent()) {
                own.put(tensor, digest.hex(architecture, tensor));
            }
        }
        return candidates.stream().filter(model -> model.digests().equals(own)).findFirst();
    }

    private static String message(TensorInfo tensor, String other) {
        return "tensor " + Printable.of(tensor.name(), 200) + " differs from that of " + other + ", and "
                + tensor.dtype() + " is not averaged; save it in one of F64, F32, F16, BF16";
    }
}
