package dev.radin.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.fault.OutOfRange;
import dev.radin.fault.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what somebody wrote with a schema: unknown and missing fields, types, words, forms, bounds, keys that repeat. */
final class PodSchemaCheck {

    private final PodProblems problems;

    PodSchemaCheck(PodProblems problems) {
        this.problems = problems;
    }

    void check(JsonNode schema, JsonNode value, String path) {
        if (schema.has("x-kubernetes-int-or-string")) {
            intOrString(schema, value, path);
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> {
                if (is(value.isObject(), value, "a mapping", path)) {
                    object(schema, value, path);
                }
            }
            case "array" -> {
                if (is(value.isArray(), value, "a list", path)) {
                    list(schema, value, path);
                }
            }
            case "string" -> {
                if (is(value.isTextual(), value, "text" + (value.isValueNode() ? "; quote it" : ""), path)) {
                    text(schema, value.asText(), path);
                }
            }
            case "integer" -> {
                if (is(value.isIntegralNumber(), value, "a whole number", path)) {
                    number(schema, value, path);
                }
            }
            default -> is(value.isBoolean(), value, "true or false", path);
        }
    }

    private void object(JsonNode schema, JsonNode object, String path) {
        JsonNode fields = schema.path("properties");
        JsonNode entries = schema.path("additionalProperties");
        if (schema.has("maxProperties")
                && object.size() > schema.get("maxProperties").intValue()) {
            problems.add(path, "has " + object.size() + " entries; at most " + schema.get("maxProperties"));
            return;
        }
        Set<String> meant = new HashSet<>();
        object.properties().forEach(field -> {
            String at = path + "." + field.getKey();
            JsonNode known = entries.isMissingNode() ? fields.path(field.getKey()) : entries;
            if (known.isMissingNode()) {
                Suggestion.to(field.getKey(), names(fields)).ifPresent(meant::add);
                problems.add(at, Suggestion.unknownField(field.getKey(), names(fields), path));
            } else if (!field.getValue().isNull()) {
                check(known, field.getValue(), at);
            }
        });
        schema.path("required").forEach(name -> {
            if (!object.hasNonNull(name.asText()) && !meant.contains(name.asText())) {
                problems.add(path + "." + name.asText(), "is missing");
            }
        });
    }

    private void list(JsonNode schema, JsonNode list, String path) {
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        if (list.size() > most) {
            problems.add(path, "lists " + list.size() + "; at most " + most + " are possible");
            return;
        }
        Map<List<JsonNode>, String> earlier = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            String at = path + "[" + i + "]";
            JsonNode entry = list.get(i);
            if (entry.isNull()) {
                problems.add(at, "is empty");
                continue;
            }
            check(schema.get("items"), entry, at);
            List<JsonNode> key = PodMerge.key(schema, entry);
            String other =
                    key.stream().allMatch(JsonNode::isTextual) && !key.isEmpty() ? earlier.putIfAbsent(key, at) : null;
            if (other != null) {
                problems.add(at, repeated(schema, key, other));
            }
        }
    }

    private static String repeated(JsonNode schema, List<JsonNode> key, String other) {
        List<String> names = new ArrayList<>();
        schema.get("x-kubernetes-list-map-keys").forEach(name -> names.add(name.asText()));
        List<String> values =
                key.stream().map(value -> "\"" + value.asText() + "\"").toList();
        return String.join(", ", values) + (values.size() == 1 ? " is the " : " are the ") + String.join(" and ", names)
                + " of " + other + " already; each needs its own";
    }

    private void text(JsonNode schema, String text, String path) {
        int characters = text.codePointCount(0, text.length());
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        List<String> words = new ArrayList<>();
        schema.path("enum").forEach(word -> words.add(word.asText()));
        if (characters > most) {
            problems.add(path, "has " + characters + " characters; at most " + most);
        } else if (!words.isEmpty() && !words.contains(text)) {
            problems.add(path, Suggestion.notOneOf(text, words));
        } else if (schema.has("pattern") && !text.matches(schema.get("pattern").asText())) {
            problems.add(
                    path,
                    "\"" + text + "\" should match " + schema.get("pattern").asText());
        }
    }

    private void number(JsonNode schema, JsonNode value, String path) {
        long least = schema.get("minimum").longValue();
        long most = schema.get("maximum").longValue();
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            problems.add(path, OutOfRange.of(value, least, most));
        }
    }

    /** A quantity, where there is a pattern. */
    private void intOrString(JsonNode schema, JsonNode value, String path) {
        boolean quantity = schema.has("pattern");
        if (value.isFloatingPointNumber()) {
            problems.add(path, value + " is not text; quote it");
        } else if (!value.isTextual() && !value.isIntegralNumber()) {
            problems.add(path, shown(value) + (quantity ? " " + PodWords.QUANTITY_SAYS : " is no name and no number"));
        } else if (value.asText().length() > schema.get("maxLength").intValue()) {
            problems.add(path, "has " + value.asText().length() + " characters; at most " + schema.get("maxLength"));
        } else if (quantity && !value.asText().matches(PodWords.QUANTITY)) {
            problems.add(path, shown(value) + " " + PodWords.QUANTITY_SAYS);
        }
    }

    private boolean is(boolean fits, JsonNode value, String what, String path) {
        if (!fits) {
            problems.add(path, shown(value) + " is not " + what);
        }
        return fits;
    }

    private static String shown(JsonNode value) {
        return value.isArray() ? "a list" : value.isObject() ? "a mapping" : value.toString();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
