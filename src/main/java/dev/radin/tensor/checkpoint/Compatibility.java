package dev.radin.tensor.checkpoint;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of several checkpoints can be averaged with each other: they share all names and shapes, and the dtypes of what is
 * not floating.
 *
 * @param reference the tensors, in the first fitting model's order; empty when no model fits
 * @param misfits by model, which tensors differ and how, one line without a full stop; models that do not fit the
 *     architecture come first, otherwise in the order given
 */
public record Compatibility(List<TensorInfo> reference, Map<String, String> misfits) {

    public Compatibility {
        reference = List.copyOf(reference);
        misfits = Collections.unmodifiableMap(new LinkedHashMap<>(misfits));
    }

    /**
     * Compares the models with each other. The largest group of equal ones is right, of equally large groups the one
     * that comes first; the others are at fault.
     *
     * @param models by name, in a fixed order
     */
    public static Compatibility ofEachOther(Map<String, List<TensorInfo>> models) {
        Map<Map<String, TensorInfo>, Integer> counts = new HashMap<>();
        models.values().forEach(tensors -> counts.merge(byName(tensors), 1, Integer::sum));
        String right = null;
        int most = 0;
        for (Map.Entry<String, List<TensorInfo>> model : models.entrySet()) {
            int count = counts.get(byName(model.getValue()));
            if (count > most) {
                most = count;
                right = model.getKey();
            }
        }
        List<TensorInfo> reference = right == null ? List.of() : models.get(right);
        String where = "in " + right;
        Map<String, String> misfits = new LinkedHashMap<>();
        models.forEach((name, tensors) -> {
            TensorDifferences differences = TensorDifferences.between(tensors, reference);
            if (differences.count() > 0) {
                misfits.put(name, differences.describe(where));
            }
        });
        return new Compatibility(reference, misfits);
    }

    /** Floating dtypes are averaged with each other, so they are one here. */
    private static TensorInfo alike(TensorInfo tensor) {
        return tensor.dtype().isFloating() ? new TensorInfo(tensor.name(), DType.F64, tensor.shape()) : tensor;
    }

    /** Found by name: hash tables stay fast even for names that were chosen to collide, as names have an order. */
    private static Map<String, TensorInfo> byName(List<TensorInfo> tensors) {
        Map<String, TensorInfo> byName = new HashMap<>();
        tensors.forEach(tensor -> byName.put(tensor.name(), alike(tensor)));
        return byName;
    }

    /**
     * Compares the models with the architecture's names and shapes, then those that fit with each other. Their dtypes may
     * differ from the architecture's, as they are converted when the network is run.
     *
     * @param architecture every tensor that a checkpoint must have, and none that it must not
     */
    public static Compatibility of(Map<String, List<TensorInfo>> models, List<TensorInfo> architecture) {
        Map<String, List<TensorInfo>> fitting = new LinkedHashMap<>();
        Map<String, String> misfits = new LinkedHashMap<>();
        models.forEach((name, tensors) -> {
            TensorDifferences differences = TensorDifferences.between(tensors, withDtypesOf(tensors, architecture));
            if (differences.count() == 0) {
                fitting.put(name, tensors);
            } else {
                misfits.put(name, differences.describe("in the architecture"));
            }
        });
        Compatibility amongThem = ofEachOther(fitting);
        misfits.putAll(amongThem.misfits());
        return new Compatibility(amongThem.reference(), misfits);
    }

    private static List<TensorInfo> withDtypesOf(List<TensorInfo> checkpoint, List<TensorInfo> architecture) {
        Map<String, DType> dtypes = new HashMap<>();
        checkpoint.forEach(tensor -> dtypes.put(tensor.name(), tensor.dtype()));
        return architecture.stream()
                .map(t -> new TensorInfo(t.name(), dtypes.getOrDefault(t.name(), t.dtype()), t.shape()))
                .toList();
    }
}
