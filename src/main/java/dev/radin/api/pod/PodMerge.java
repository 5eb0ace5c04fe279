package dev.radin.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Lays one template over another, as server-side apply would: mappings merge, lists of entries with a key merge by it, and
 * all else is replaced. A volume or a variable of the upper one has that one's source alone. Pure; what it is given stays.
 */
public final class PodMerge {

    /** In {@link PodSchema#PATCH_STRATEGY}: of an entry only what the upper one names is kept. */
    static final String RETAIN_KEYS = "merge,retainKeys";

    private PodMerge() {}

    /** @param lower, upper valid templates, or null for none */
    public static ObjectNode merge(ObjectNode lower, ObjectNode upper) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return (ObjectNode) merge(PodSchema.ofTemplate(), lower == null ? none : lower, upper == null ? none : upper);
    }

    private static JsonNode merge(JsonNode schema, JsonNode lower, JsonNode upper) {
        if (lower instanceof ObjectNode below && upper instanceof ObjectNode above && !isAtomic(schema)) {
            return objects(schema, below, above);
        }
        if (lower instanceof ArrayNode below
                && upper instanceof ArrayNode above
                && schema.has("x-kubernetes-list-map-keys")) {
            return lists(schema, below, above);
        }
        return upper.deepCopy();
    }

    private static boolean isAtomic(JsonNode schema) {
        return schema.path("x-kubernetes-map-type").asText().equals("atomic");
    }

    private static ObjectNode objects(JsonNode schema, ObjectNode lower, ObjectNode upper) {
        ObjectNode merged = lower.deepCopy();
        upper.properties().forEach(field -> {
            JsonNode below = merged.get(field.getKey());
            JsonNode above = field.getValue();
            if (below == null || below.isNull()) {
                merged.set(field.getKey(), above.deepCopy());
            } else if (!above.isNull()) {
                JsonNode of = schema.path("properties").path(field.getKey());
                merged.set(field.getKey(), merge(of, below, above));
            }
        });
        return merged;
    }

    private static ArrayNode lists(JsonNode schema, ArrayNode lower, ArrayNode upper) {
        boolean retainKeys = schema.path(PodSchema.PATCH_STRATEGY).asText().equals(RETAIN_KEYS);
        List<JsonNode> entries = new ArrayList<>();
        Map<List<JsonNode>, Integer> places = new HashMap<>();
        lower.forEach(entry -> {
            places.put(key(schema, entry), entries.size());
            entries.add(entry.deepCopy());
        });
        upper.forEach(entry -> {
            Integer place = places.get(key(schema, entry));
            if (place == null) {
                entries.add(entry.deepCopy());
            } else {
                JsonNode merged = merge(schema.get("items"), entries.get(place), entry);
                if (retainKeys) {
                    ((ObjectNode) merged).retain(names(entry));
                }
                entries.set(place, merged);
            }
        });
        return JsonNodeFactory.instance.arrayNode().addAll(entries);
    }

    private static List<String> names(JsonNode entry) {
        return entry.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** By what the entry is told from others of its list; empty for lists without keys. */
    static List<JsonNode> key(JsonNode schema, JsonNode entry) {
        return StreamSupport.stream(schema.path("x-kubernetes-list-map-keys").spliterator(), false)
                .map(key -> entry.path(key.asText()))
                .toList();
    }
}
