package dev.radin.tensor;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which of several weights in one file are meant: the key of a state dict ({@code ema}, {@code ema.state_dict}), or what the
 * names of its tensors begin with ({@code teacher.}), or both.
 */
public final class StateDictKey {

    /** What to set, for people. */
    public static final String FIELD = "stateDictKey (--key)";

    private static final int SHOWN = 6;

    private StateDictKey() {}

    /**
     * The tensors whose names begin with a prefix, in their order: each name without it by the whole one.
     *
     * @param key with or without a dot at its end
     * @param uri for the message, as is {@code others}: what could be named beside the beginnings of names
     * @throws RadinException {@code MismatchedModel} when there are none
     */
    public static Map<String, String> below(Collection<String> names, String key, String uri, List<String> others) {
        String prefix = key.endsWith(".") ? key : key + ".";
        Map<String, String> shorter = new LinkedHashMap<>();
        names.stream()
                .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                .forEach(name -> shorter.put(name, name.substring(prefix.length())));
        if (shorter.isEmpty()) {
            throw unknown(
                    key, uri, Stream.concat(others.stream(), names.stream().map(StateDictKey::beginning)));
        }
        return shorter;
    }

    private static String beginning(String name) {
        return name.substring(0, name.indexOf('.') + 1);
    }

    private static RadinException unknown(String key, String uri, Stream<String> others) {
        List<String> known = others.filter(other -> !other.isEmpty())
                .distinct()
                .map(other -> "`" + other + "`")
                .toList();
        return new FileError(Reason.MismatchedModel, uri)
                .because(
                        "holds no weights under `" + key + "`"
                                + (known.isEmpty() ? "" : ", but under " + Listing.of(known, SHOWN)),
                        "Correct " + FIELD + ", or leave it out");
    }
}
