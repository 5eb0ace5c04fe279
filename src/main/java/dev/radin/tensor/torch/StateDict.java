package dev.radin.tensor.torch;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.tensor.torch.Py.PyDict;
import dev.radin.tensor.torch.Py.PyObject;
import dev.radin.tensor.torch.Py.UnreadableTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the weights in what people save: a state dict, or one inside dictionaries with an epoch, an optimizer, … */
final class StateDict {

    /** By what training scripts call the weights, the usual first. */
    private static final List<String> WRAPPERS =
            List.of("state_dict", "model_state_dict", "model", "module", "net", "network", "weights", "params");

    private static final int DEPTH = 8;
    private static final int NAME_LENGTH = 1000;
    private static final int KEYS_SHOWN = 5;

    private StateDict() {}

    /** @param notes gets what was recognised */
    static Map<String, TensorView> find(TorchArchive archive, List<String> notes) {
        Object value = archive.root;
        for (int depth = 0; depth < DEPTH && value instanceof PyDict dict; depth++) {
            String wrapper = wrapper(dict);
            if (wrapper == null) {
                break;
            }
            String others = keys(dict, wrapper);
            notes.add("took `" + wrapper + "`" + otherWeights(dict, wrapper)
                    + (others.isEmpty() ? "" : ", left out " + others));
            value = dict.items.get(wrapper);
        }
        if (value instanceof PyObject object) {
            throw made(archive, "it", object);
        }
        if (!(value instanceof PyDict dict) || !holdsTensors(dict)) {
            refuseWeightsInObjects(archive, value);
            throw archive.refusal.because(
                    "holds no state dict"
                            + (value instanceof PyDict dict
                                    ? ", only " + (dict.items.isEmpty() ? "an empty dictionary" : keys(dict, ""))
                                    : ""),
                    "Save it with torch.save(model.state_dict(), …), or as safetensors");
        }
        return tensors(archive, dict, notes);
    }

    /** Such as a whole network under {@code model}. */
    private static void refuseWeightsInObjects(TorchArchive archive, Object value) {
        HeldTensors held = new HeldTensors();
        if (value instanceof PyDict dict) {
            dict.items.forEach((key, item) -> {
                if (key instanceof String name && item instanceof PyObject object && held.areIn(object)) {
                    throw made(archive, "`" + shortened(name) + "`", object);
                }
            });
        }
    }

    private static RadinException made(TorchArchive archive, String what, PyObject object) {
        return archive.refusal.because(
                what + " is what `" + object.type + "` makes, and nothing that a pickle names is ever run",
                "Load it where you trust it and save its state_dict alone, best as safetensors");
    }

    private static Map<String, TensorView> tensors(TorchArchive archive, PyDict dict, List<String> notes) {
        Map<String, TensorView> tensors = new LinkedHashMap<>();
        PyDict leftOut = new PyDict();
        HeldTensors held = new HeldTensors();
        dict.items.forEach((key, value) -> {
            if (key instanceof String name && isTensor(value)) {
                if (name.length() > NAME_LENGTH) {
                    throw archive.refusal.because(
                            "has a tensor name of " + name.length() + " characters",
                            "Save it again with shorter names");
                }
                tensors.put(name, archive.tensor(name, value));
            } else if (value instanceof PyObject object && held.areIn(object)) {
                throw made(archive, "tensor `" + shortened(String.valueOf(key)) + "`", object);
            } else {
                leftOut.items.put(key, value);
            }
        });
        if (!leftOut.items.isEmpty()) {
            notes.add("left out " + keys(leftOut, "") + ", which are no tensors");
        }
        return tensors;
    }

    /** The key that the weights are under; null when they are here, or not to be told from other tensors. */
    private static String wrapper(PyDict dict) {
        for (String name : WRAPPERS) {
            if (dict.items.get(name) instanceof PyDict inner && (holdsTensors(inner) || wrapsTensors(inner))) {
                return name;
            }
        }
        List<Object> candidates = dict.items.entrySet().stream()
                .filter(e -> e.getKey() instanceof String && e.getValue() instanceof PyDict d && holdsTensors(d))
                .map(Map.Entry::getKey)
                .toList();
        return candidates.size() == 1 && !holdsTensors(dict) ? (String) candidates.get(0) : null;
    }

    /** Every other state dict beside the one that was taken, however many: one of them may be the better one. */
    private static String otherWeights(PyDict dict, String taken) {
        long enough = (tensorsIn(dict.items.get(taken), DEPTH) + 1) / 2;
        String others = dict.items.entrySet().stream()
                .filter(e -> e.getKey() instanceof String key && !key.equals(taken))
                .filter(e -> tensorsIn(e.getValue(), DEPTH) >= enough)
                .map(e -> "`" + shortened((String) e.getKey()) + "`")
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " and not " + others + ", which holds weights too";
    }

    /** Of a state dict, or of the first one inside it; a dictionary of a pickle may hold itself. */
    private static long tensorsIn(Object value, int depth) {
        if (depth == 0 || !(value instanceof PyDict dict)) {
            return 0;
        }
        String inner = holdsTensors(dict) ? null : wrapper(dict);
        return inner == null
                ? dict.items.values().stream().filter(StateDict::isTensor).count()
                : tensorsIn(dict.items.get(inner), depth - 1);
    }

    private static String shortened(String key) {
        return key.substring(0, Math.min(key.length(), 80));
    }

    private static boolean wrapsTensors(PyDict dict) {
        return WRAPPERS.stream().anyMatch(w -> dict.items.get(w) instanceof PyDict inner && holdsTensors(inner));
    }

    private static boolean holdsTensors(PyDict dict) {
        return dict.items.values().stream().anyMatch(StateDict::isTensor);
    }

    private static boolean isTensor(Object value) {
        return value instanceof TensorView || value instanceof UnreadableTensor;
    }

    private static String keys(PyDict dict, String except) {
        List<String> keys = dict.items.keySet().stream()
                .filter(k -> !except.equals(k))
                .map(k -> k instanceof String s ? "`" + shortened(s) + "`" : "a key")
                .toList();
        return Listing.of(keys, KEYS_SHOWN);
    }
}
