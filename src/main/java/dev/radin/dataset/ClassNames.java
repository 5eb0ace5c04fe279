package dev.radin.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a dataset remembers what its classes are called: a JSON array in the file's metadata. */
public final class ClassNames {

    private static final String KEY = "classes";

    private ClassNames() {}

    /**
     * Names as somebody has given them.
     *
     * @throws RadinException {@code InvalidSpec} where one comes twice: nobody knows which of its indices is meant
     */
    public static List<String> given(List<String> names) {
        Set<String> distinct = new HashSet<>();
        names.stream().filter(name -> !distinct.add(name)).findFirst().ifPresent(twice -> {
            throw new RadinException(
                    Reason.InvalidSpec, "--classes: names \"" + twice + "\" twice; name each class once");
        });
        return List.copyOf(names);
    }

    /** @param names in the order of their indices; empty where classes have none */
    public static Map<String, String> metadata(List<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        try {
            return Map.of(KEY, new ObjectMapper().writeValueAsString(names));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many classes have names; 0 where none have, or where the text is somebody else's. */
    static int count(Map<String, String> metadata) {
        try {
            JsonNode names = new ObjectMapper().readTree(metadata.getOrDefault(KEY, ""));
            return names != null && names.isArray() ? names.size() : 0;
        } catch (JsonProcessingException e) {
            return 0;
        }
    }
}
