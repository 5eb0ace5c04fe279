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
 * not floating. How many batches BatchNorm has seen is in some and not in others, as PyTorch before 0.4.1 did not count
 * them; it changes no logits.
 *
 * @param reference the tensors, in the first fitting model's order; empty when there are no models
 * @param misfits by model, which tensors differ and how, one line without a full stop, in the order given
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

    /** Whether a checkpoint may lack it: PyTorch loads it all the same. It is copied where it is averaged over. */
    public static boolean mayLack(TensorInfo tensor) {
        return !tensor.dtype().isFloating() && tensor.name().matches("(?s)(.*\\.)?num_batches_tracked");
    }

    /** Floating dtypes are averaged with each other, so they are one here. */
    private static TensorInfo alike(TensorInfo tensor) {
        return tensor.dtype().isFloating() ? new TensorInfo(tensor.name(), DType.F64, tensor.shape()) : tensor;
    }

    /** Found by name: hash tables stay fast even for names that were chosen to collide, as names have an order. */
    private static Map<String, TensorInfo> byName(List<TensorInfo> tensors) {
        Map<String, TensorInfo> byName = new HashMap<>();
        tensors.stream().filter(tensor -> !mayLack(tensor)).forEach(tensor -> byName.put(tensor.name(), alike(tensor)));
        return byName;
    }
}
