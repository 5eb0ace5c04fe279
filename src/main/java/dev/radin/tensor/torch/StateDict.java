package dev.radin.tensor.torch;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.tensor.StateDictKey;
import dev.radin.tensor.torch.Py.PyDict;
import dev.radin.tensor.torch.Py.PyObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the weights in what people save: a state dict, or one inside dictionaries with an epoch, an optimizer, … */
final class StateDict {

    private static final int NAME_LENGTH = 1000;
    private static final int KEY_LENGTH = 80;
    private static final int KEYS_SHOWN = 5;

    private final TorchArchive archive;
    private final List<String> notes;
    private final NestedDicts dicts = new NestedDicts();
    private final HeldTensors held = new HeldTensors();

    /** @param notes gets what was recognised */
    StateDict(TorchArchive archive, List<String> notes) {
        this.archive = archive;
        this.notes = notes;
    }

    /** @param key as {@link StateDictKey} says; null for the usual one */
    Map<String, TensorView> find(String key) {
        String path = key == null ? "" : key;
        Object value = archive.root;
        for (Optional<String> next = firstKey(value, path); next.isPresent(); next = firstKey(value, path)) {
            value = ((PyDict) value).items.get(next.get());
            path = path.substring(Math.min(path.length(), next.get().length() + 1));
            notes.add("took " + quoted(next.get()));
        }
        Map<String, TensorView> tensors = tensors(unwrapped(value));
        return path.isEmpty() ? tensors : below(tensors, path);
    }

    /** Those whose names begin with a key, without it. */
    Map<String, TensorView> below(Map<String, TensorView> tensors, String key) {
        List<String> others = archive.root instanceof PyDict dict
                ? keys(dict).filter(k -> dicts.tensorsIn(dict.items.get(k)) > 0).toList()
                : List.of();
        Map<String, TensorView> named = new LinkedHashMap<>();
        StateDictKey.below(tensors.keySet(), key, archive.refusal.uri(), others)
                .forEach((name, shorter) -> named.put(shorter, tensors.get(name)));
        return named;
    }

    /** The longest beginning of a path that weights are under here; a key may hold dots too. */
    private Optional<String> firstKey(Object value, String path) {
        for (int end = path.length(); end > 0 && value instanceof PyDict dict; end = path.lastIndexOf('.', end - 1)) {
            Object under = dict.items.get(path.substring(0, end));
            if (under instanceof PyObject || dicts.tensorsIn(under) > 0) {
                return Optional.of(path.substring(0, end));
            }
        }
        return Optional.empty();
    }

    private PyDict unwrapped(Object from) {
        Object value = from;
        for (int depth = 0; depth < NestedDicts.DEPTH && value instanceof PyDict dict; depth++) {
            Optional<String> wrapper = dicts.wrapper(dict);
            if (wrapper.isEmpty()) {
                break;
            }
            Set<String> weights = otherWeights(dict, wrapper.get());
            Set<String> told = new HashSet<>(weights);
            told.add(wrapper.get());
            String others = listed(dict, told);
            notes.add("took `" + wrapper.get() + "`" + (others.isEmpty() ? "" : ", left out " + others) + of(weights));
            value = dict.items.get(wrapper.get());
        }
        if (value instanceof PyDict dict && dicts.holdsTensors(dict)) {
            return dict;
        }
        throw noStateDict(value);
    }

    private RadinException noStateDict(Object value) {
        if (value instanceof PyObject object) {
            return made("it", object);
        }
        if (!(value instanceof PyDict dict)) {
            return noStateDict("");
        }
        // Such as a whole network under `model`.
        return keys(dict)
                .filter(key -> dict.items.get(key) instanceof PyObject object && held.areIn(object))
                .findFirst()
                .map(key -> made(quoted(key), (PyObject) dict.items.get(key)))
                .orElseGet(() -> noStateDict(
                        ", only " + (dict.items.isEmpty() ? "an empty dictionary" : listed(dict, Set.of()))));
    }

    private RadinException noStateDict(String only) {
        return archive.refusal.because(
                "holds no state dict" + only, "Save it with torch.save(model.state_dict(), …), or as safetensors");
    }

    private RadinException made(String what, PyObject object) {
        return archive.refusal.because(
                what + " is what `" + object.type + "` makes, and nothing that a pickle names is ever run",
                "Load it where you trust it and save its state_dict alone, best as safetensors");
    }

    private Map<String, TensorView> tensors(PyDict dict) {
        Map<String, TensorView> tensors = new LinkedHashMap<>();
        PyDict leftOut = new PyDict();
        dict.items.forEach((key, value) -> {
            if (key instanceof String name && NestedDicts.isTensor(value)) {
                if (name.length() > NAME_LENGTH) {
                    throw archive.refusal.because(
                            "has a tensor name of " + name.length() + " characters",
                            "Save it again with shorter names");
                }
                tensors.put(name, archive.tensor(name, value));
            } else if (key instanceof String name && value instanceof PyObject object && held.areIn(object)) {
                throw made("tensor " + quoted(name), object);
            } else {
                leftOut.items.put(key, value);
            }
        });
        if (!leftOut.items.isEmpty()) {
            notes.add("left out " + listed(leftOut, Set.of()) + ", which are no tensors with a name");
        }
        return tensors;
    }

    /** Every other state dict beside the one that was taken, however many: one of them may be the better one. */
    private Set<String> otherWeights(PyDict dict, String taken) {
        long enough = (dicts.tensorsIn(dict.items.get(taken)) + 1) / 2;
        return keys(dict)
                .filter(key -> !key.equals(taken) && dicts.tensorsIn(dict.items.get(key)) >= enough)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String of(Set<String> otherWeights) {
        return otherWeights.isEmpty()
                ? ""
                : "; " + otherWeights.stream().map(StateDict::quoted).collect(Collectors.joining(", "))
                        + (otherWeights.size() == 1 ? " holds" : " hold") + " weights too, and " + StateDictKey.FIELD
                        + " chooses";
    }

    private static Stream<String> keys(PyDict dict) {
        return dict.items.keySet().stream().filter(String.class::isInstance).map(String.class::cast);
    }

    private static String listed(PyDict dict, Set<String> except) {
        List<String> keys = dict.items.keySet().stream()
                .filter(k -> !except.contains(k))
                .map(k -> k instanceof String s ? quoted(s) : "a key that is no text")
                .toList();
        return Listing.of(keys, KEYS_SHOWN);
    }

    private static String quoted(String key) {
        return "`" + key.substring(0, Math.min(key.length(), KEY_LENGTH)) + "`";
    }
}
