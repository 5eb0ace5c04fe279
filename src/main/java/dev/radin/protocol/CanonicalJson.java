package dev.radin.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the one form in which it is hashed: keys sorted, numbers with a fraction in hexadecimal, as versions of Java write
 * their decimals differently, and no null.
 */
final class CanonicalJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CanonicalJson() {}

    static String text(JsonNode value) {
        return canonical(value).toString();
    }

    /** @param defaults fields that are equal in it are left out; the entries of a list are held against its first */
    static String without(JsonNode defaults, JsonNode value) {
        return canonical(stripped(value, defaults)).toString();
    }

    private static JsonNode stripped(JsonNode value, JsonNode defaults) {
        if (value.isArray()) {
            ArrayNode entries = NODES.arrayNode();
            value.forEach(entry -> entries.add(stripped(entry, defaults.path(0))));
            return entries;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode said = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode usual = defaults.path(field.getKey());
            JsonNode rest = stripped(field.getValue(), usual);
            if (rest.isContainerNode() ? !rest.isEmpty() : !rest.equals(usual)) {
                said.set(field.getKey(), rest);
            }
        }
        return said;
    }

    private static JsonNode canonical(JsonNode value) {
        if (value.isArray()) {
            ArrayNode entries = NODES.arrayNode();
            value.forEach(entry -> entries.add(canonical(entry)));
            return entries;
        }
        if (value.isObject()) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                if (!field.getValue().isNull()) {
                    sorted.put(field.getKey(), canonical(field.getValue()));
                }
            }
            return NODES.objectNode().setAll(sorted);
        }
        return value.isFloatingPointNumber() ? NODES.textNode(Double.toHexString(value.doubleValue())) : value;
    }
}
