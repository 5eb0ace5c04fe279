package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One field of a right manifest against one thing that the schema says of it.
 *
 * @param path of the field as messages write it
 * @param serverWords that the API server has for this
 */
record Violation(String resource, String path, String what, String serverWords) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Every field of the spec against everything that its schema says. */
    static Stream<Violation> all() {
        List<JsonNode> manifests = List.of(read("everything.yaml"), read("models-from.yaml"), read("pods.yaml"));
        return SchemaFields.of("spec").stream().flatMap(field -> manifests.stream()
                .filter(right -> has(right, field.path()))
                .limit(1)
                .flatMap(right -> of(right, field)));
    }

    private static Stream<Violation> of(JsonNode right, SchemaFields.Field field) {
        List<Violation> all = new ArrayList<>();
        JsonNode schema = field.schema();
        if (field.required()) {
            all.add(with(right, field, "is missing", "Required value", value -> null));
        }
        all.add(with(
                right,
                field,
                "is of another type",
                "must be of type",
                value -> value.isBoolean() ? JSON.textNode("yes") : JSON.booleanNode(true)));
        if (schema.has("enum")) {
            all.add(with(right, field, "is no such word", "Unsupported value", value -> JSON.textNode("Other")));
        }
        if (schema.has("pattern")) {
            all.add(with(right, field, "has another form", "should match", value -> JSON.textNode("No Such = Form")));
        }
        bound(
                        schema,
                        "minimum",
                        least -> with(
                                right,
                                field,
                                "is below " + least,
                                "should be greater than or equal",
                                v -> JSON.numberNode(least - 1)))
                .forEach(all::add);
        bound(
                        schema,
                        "maximum",
                        most -> with(
                                right,
                                field,
                                "is above " + most,
                                "should be less than or equal",
                                v -> JSON.numberNode(most + 1)))
                .forEach(all::add);
        bound(
                        schema,
                        "maxLength",
                        most -> with(
                                right,
                                field,
                                "is longer than " + most,
                                "may not be more than",
                                value -> JSON.textNode("x".repeat((int) most + 1))))
                .forEach(all::add);
        bound(
                        schema,
                        "minItems",
                        least -> with(right, field, "is empty", "should have at least", value -> JSON.arrayNode()))
                .forEach(all::add);
        bound(
                        schema,
                        "maxItems",
                        most -> with(
                                right,
                                field,
                                "lists more than " + most,
                                "must have at most",
                                value -> filled(value, most + 1)))
                .forEach(all::add);
        bound(
                        schema,
                        "maxProperties",
                        most -> with(
                                right,
                                field,
                                "holds more than " + most,
                                "must have at most",
                                value -> widened(value, most + 1)))
                .forEach(all::add);
        return all.stream();
    }

    private interface FromBound {
        Violation of(long bound);
    }

    private static Stream<Violation> bound(JsonNode schema, String keyword, FromBound violation) {
        return schema.has(keyword) ? Stream.of(violation.of(schema.get(keyword).longValue())) : Stream.empty();
    }

    private static JsonNode filled(JsonNode list, long entries) {
        ArrayNode filled = JSON.arrayNode();
        for (long i = 0; i < entries; i++) {
            filled.add(list.get(0).deepCopy());
        }
        return filled;
    }

    private static JsonNode widened(JsonNode object, long entries) {
        ObjectNode widened = object.deepCopy();
        for (long i = 0; i < entries; i++) {
            widened.put("k" + i, "v");
        }
        return widened;
    }

    /** @param change gives null where the field is to go */
    private static Violation with(
            JsonNode right, SchemaFields.Field field, String what, String serverWords, UnaryOperator<JsonNode> change) {
        ObjectNode tree = right.deepCopy();
        List<String> steps = concrete(right, steps(field.path())).orElseThrow();
        JsonNode parent = tree;
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = parent instanceof ArrayNode list ? list.get(Integer.parseInt(step)) : parent.get(step);
        }
        String last = steps.get(steps.size() - 1);
        if (parent instanceof ArrayNode list) {
            int place = Integer.parseInt(last);
            list.set(place, change.apply(list.get(place)));
        } else {
            ObjectNode object = (ObjectNode) parent;
            JsonNode changed = change.apply(object.get(last));
            if (changed == null) {
                object.remove(last);
            } else {
                object.set(last, changed);
            }
        }
        String path = String.join(".", steps).replaceAll("[.]([0-9]+)(?=[.]|$)", "[$1]");
        return new Violation(tree.toString(), path, what, serverWords);
    }

    private static boolean has(JsonNode right, String path) {
        return concrete(right, steps(path)).isPresent();
    }

    private static List<String> steps(String path) {
        return List.of(path.replace("[]", ".[]").split("\\."));
    }

    /** Where a manifest has the field: in the first entry of a list or a map that has it. */
    private static Optional<List<String>> concrete(JsonNode node, List<String> steps) {
        if (steps.isEmpty()) {
            return Optional.of(List.of());
        }
        return candidates(node, steps.get(0))
                .flatMap(step -> concrete(
                        node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step),
                        steps.subList(1, steps.size()))
                        .map(rest ->
                                Stream.concat(Stream.of(step), rest.stream()).toList())
                        .stream())
                .findFirst();
    }

    private static Stream<String> candidates(JsonNode node, String step) {
        return switch (step) {
            case "[]" -> IntStream.range(0, node.size()).mapToObj(Integer::toString);
            case "*" -> node.properties().stream().map(Map.Entry::getKey);
            default -> node.has(step) ? Stream.of(step) : Stream.empty();
        };
    }

    private static JsonNode read(String manifest) {
        try {
            return new YAMLMapper().readTree(Manifests.text(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path + " " + what;
    }
}
