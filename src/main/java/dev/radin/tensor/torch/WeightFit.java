package dev.radin.tensor.torch;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.Widening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether weights fit an architecture: the same names, the same shapes, and no dtype that would be narrowed.
 *
 * @param given the weights' tensor for each of the architecture's names that they have
 * @param kept buffers that the weights lack, as those do that a model declares as not persistent: the architecture's stay
 */
record WeightFit(Map<String, TensorInfo> given, List<String> kept) {

    private static final int SHOWN = 5;
    /**
     * What BatchNorm measured in training; another model's would be silently wrong. How many batches it measured changes no
     * logits, and checkpoints of old PyTorch do not have it.
     */
    private static final Set<String> STATISTICS = Set.of("running_mean", "running_var");

    /** @throws RadinException {@code IncompatibleModels}, with the first few of everything that does not fit */
    static WeightFit of(String architectureUri, ScriptedModules architecture, TensorSource weights) {
        Map<String, TensorInfo> given = new LinkedHashMap<>();
        weights.tensors().forEach(t -> given.put(t.name(), t));
        List<String> surplus = given.keySet().stream()
                .filter(name -> !architecture.tensors().containsKey(name))
                .toList();
        Set<TensorView> present = architecture.tensors().entrySet().stream()
                .filter(e -> given.containsKey(e.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        List<String> different = new ArrayList<>();
        architecture.tensors().forEach((name, view) -> {
            if (given.containsKey(name)) {
                TensorInfo has = given.get(name);
                if (!has.shape().equals(view.shape()) || !Widening.isExact(has.dtype(), view.dtype())) {
                    different.add("`" + name + "` is " + has.type() + " and should be "
                            + view.info(name).type());
                }
            } else if (!present.contains(view)) {
                (mayLack(architecture, name) ? kept : missing).add("`" + name + "`");
            }
        });
        if (missing.isEmpty() && surplus.isEmpty() && different.isEmpty()) {
            return new WeightFit(given, kept);
        }
        boolean narrower = architecture.tensors().entrySet().stream()
                .anyMatch(own -> given.containsKey(own.getKey())
                        && !Widening.isExact(
                                given.get(own.getKey()).dtype(), own.getValue().dtype()));
        List<String> problems = new ArrayList<>();
        describe(problems, "missing", missing);
        describe(problems, "surplus", surplus.stream().map(n -> "`" + n + "`").toList());
        describe(problems, "different", different);
        throw new RadinException(
                Reason.IncompatibleModels,
                weights.uri() + " does not fit the architecture " + architectureUri + ": "
                        + String.join("; ", problems)
                        + ". Export the architecture from the model that these weights belong to"
                        + (narrower ? ", in a dtype at least as wide." : "."));
    }

    /** True for a buffer that a model may declare as not persistent. */
    static boolean mayLack(ScriptedModules architecture, String name) {
        return architecture.buffers().contains(name) && !STATISTICS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static void describe(List<String> problems, String what, List<String> which) {
        if (!which.isEmpty()) {
            problems.add(which.size() + " " + what + ": " + Listing.of(which, SHOWN));
        }
    }
}
