package dev.radin.dataset.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** How a dataset remembers what its classes are called. */
final class ClassNames {

    private ClassNames() {}

    static Map<String, String> metadata(List<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        try {
            return Map.of("classes", new ObjectMapper().writeValueAsString(names));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
