package dev.radin.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** In which order somebody listed inputs that have names: a JSON array in the file's metadata. */
public final class InputOrder {

    private static final String KEY = "inputs";

    private InputOrder() {}

    /** @param names as in {@code inputs.<name>} */
    public static Map<String, String> metadata(List<String> names) {
        try {
            return Map.of(KEY, new ObjectMapper().writeValueAsString(names));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty where nothing is said, or where the text is somebody else's. */
    static List<String> of(Map<String, String> metadata) {
        try {
            JsonNode names = new ObjectMapper().readTree(metadata.getOrDefault(KEY, ""));
            List<String> order = new ArrayList<>();
            if (names != null && names.isArray()) {
                names.forEach(name -> order.add(name.asText()));
            }
            return order;
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
