package dev.radin.tensor.torch;

import dev.radin.tensor.torch.Py.PyDict;
import dev.radin.tensor.torch.Py.UnreadableTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in dictionaries of dictionaries tensors are. Each dictionary is looked through once, however many others share it,
 * and one may hold itself.
 */
final class NestedDicts {

    /** By what training scripts call the weights, the usual first. */
    private static final List<String> WRAPPERS =
            List.of("state_dict", "model_state_dict", "model", "module", "net", "network", "weights", "params");

    static final int DEPTH = 8;

    private final Map<PyDict, Long> counts = new HashMap<>();
    private final Map<PyDict, Optional<String>> wrappers = new HashMap<>();

    static boolean isTensor(Object value) {
        return value instanceof TensorView || value instanceof UnreadableTensor;
    }

    boolean holdsTensors(Object value) {
        return value instanceof PyDict dict && directIn(dict) > 0;
    }

    /** The key that the weights are under; empty when they are here, or not to be told from other tensors. */
    Optional<String> wrapper(PyDict dict) {
        Optional<String> known = wrappers.get(dict);
        if (known == null) {
            known = WRAPPERS.stream()
                    .filter(name -> holdsTensors(dict.items.get(name)) || wrapsTensors(dict.items.get(name)))
                    .findFirst()
                    .or(() -> onlyStateDict(dict));
            wrappers.put(dict, known);
        }
        return known;
    }

    /** Of a state dict, or of the first one inside it. */
    long tensorsIn(Object value) {
        Object inner = value;
        for (int depth = 0; depth < DEPTH && inner instanceof PyDict dict; depth++) {
            Optional<String> wrapper = holdsTensors(dict) ? Optional.empty() : wrapper(dict);
            if (wrapper.isEmpty()) {
                return directIn(dict);
            }
            inner = dict.items.get(wrapper.get());
        }
        return 0;
    }

    private Optional<String> onlyStateDict(PyDict dict) {
        List<String> candidates = dict.items.entrySet().stream()
                .filter(e -> e.getKey() instanceof String && holdsTensors(e.getValue()))
                .map(e -> (String) e.getKey())
                .toList();
        return candidates.size() == 1 && !holdsTensors(dict) ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private boolean wrapsTensors(Object value) {
        return value instanceof PyDict dict && WRAPPERS.stream().anyMatch(w -> holdsTensors(dict.items.get(w)));
    }

    private long directIn(PyDict dict) {
        return counts.computeIfAbsent(
                dict,
                d -> d.items.values().stream().filter(NestedDicts::isTensor).count());
    }
}
