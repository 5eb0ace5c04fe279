package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.MovedFields.Move;
import dev.radin.fault.Suggestion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a tree with the types it is to become: unknown fields, wrong types and wrong words, all of them. What is wrong
 * is reported and taken out, so that the rest can still be looked at.
 */
final class StrictFields {

    private static final String OWN_PACKAGE = StrictFields.class.getPackageName();

    private final ObjectMapper mapper;
    private final List<Problem> problems;
    private final Map<JavaType, Map<String, JavaType>> knownFields = new HashMap<>();
    private final Set<String> newPlaces = new HashSet<>();

    StrictFields(ObjectMapper mapper, List<Problem> problems) {
        this.mapper = mapper;
        this.problems = problems;
    }

    /** @return false when the node cannot become that type and must go */
    boolean fits(JsonNode node, JavaType type, String path) {
        if (node.isNull()) {
            return true;
        }
        if (type.isCollectionLikeType()) {
            return expect(node.isArray(), path, node, "a list") && elementsFit(node, type.getContentType(), path);
        }
        if (type.isEnumType()) {
            return expect(node.isTextual(), path, node, "a word") && wordFits(node.asText(), type, path);
        }
        Class<?> raw = type.getRawClass();
        if (raw == String.class) {
            return expect(
                    node.isTextual(), path, node, "text" + (node.isNumber() || node.isBoolean() ? "; quote it" : ""));
        }
        if (raw == Integer.class || raw == Long.class) {
            return expect(
                    raw == Integer.class
                            ? node.isIntegralNumber() && node.canConvertToInt()
                            : node.isIntegralNumber() && node.canConvertToLong(),
                    path,
                    node,
                    "a whole number");
        }
        if (raw == Boolean.class) {
            return expect(node.isBoolean(), path, node, "true or false");
        }
        if (raw == ObjectNode.class) {
            return expect(node.isObject(), path, node, "a mapping");
        }
        if (type.isMapLikeType()) {
            return expect(node.isObject(), path, node, "a mapping") && elementsFit(node, type.getContentType(), path);
        }
        return raw.getPackageName().equals(OWN_PACKAGE)
                ? expect(node.isObject(), path, node, "a mapping") && fieldsFit((ObjectNode) node, type, path)
                : convertible(node, type, path);
    }

    private boolean expect(boolean fits, String path, JsonNode node, String what) {
        boolean isCollection = what.equals("a mapping") || what.equals("a list");
        if (!fits && !(isCollection && MovedFields.isReshaped(path, node) && moved(path, node))) {
            problems.add(new Problem(path, shown(node) + " is not " + what));
        }
        return fits;
    }

    /** Whether a field was there, or had another form, before the first release; then that is what is said. */
    private boolean moved(String path, JsonNode node) {
        Map<Move, Problem> moves = MovedFields.problems(path, node);
        problems.addAll(moves.values());
        moves.keySet().forEach(move -> newPlaces.add(move.to()));
        return !moves.isEmpty();
    }

    /** Where fields of before the first release belong; nothing is said to be missing there. */
    Set<String> newPlaces() {
        return newPlaces;
    }

    private static String shown(JsonNode node) {
        String text = node.isContainerNode() ? node.isArray() ? "a list" : "a mapping" : node.toString();
        return text.length() > 60 ? text.substring(0, 57) + "…\"" : text;
    }

    private boolean elementsFit(JsonNode node, JavaType content, String path) {
        if (node instanceof ObjectNode object) {
            boolean fitting = true;
            for (Map.Entry<String, JsonNode> e : object.properties()) {
                fitting &= fits(e.getValue(), content, path + "." + e.getKey());
            }
            return fitting;
        }
        boolean all = true;
        for (int i = 0; i < node.size(); i++) {
            all &= fits(node.get(i), content, path + "[" + i + "]");
        }
        return all;
    }

    private boolean wordFits(String word, JavaType type, String path) {
        List<String> known = Arrays.stream(type.getRawClass().getEnumConstants())
                .map(Object::toString)
                .toList();
        if (known.contains(word)) {
            return true;
        }
        problems.add(new Problem(path, Suggestion.notOneOf(word, known)));
        return false;
    }

    private boolean fieldsFit(ObjectNode object, JavaType type, String path) {
        Map<String, JavaType> known = knownFields.computeIfAbsent(type, this::fieldsOf);
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String at = path + "." + field.getKey();
            if (!known.containsKey(field.getKey())) {
                if (!moved(at, field.getValue())) {
                    unknown(at, field.getKey(), path, known.keySet());
                }
                fields.remove();
            } else if (!fits(field.getValue(), known.get(field.getKey()), at)) {
                fields.remove();
            }
        }
        return true;
    }

    private void unknown(String at, String name, String path, Set<String> known) {
        problems.add(new Problem(at, Suggestion.unknownField(name, known, path)));
    }

    private Map<String, JavaType> fieldsOf(JavaType type) {
        BeanDescription bean = mapper.getSerializationConfig().introspect(type);
        Map<String, JavaType> fields = new LinkedHashMap<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            fields.put(property.getName(), property.getPrimaryType());
        }
        return fields;
    }

    /** Kubernetes' own types: their fields are checked by Kubernetes. */
    private boolean convertible(JsonNode node, JavaType type, String path) {
        try {
            mapper.convertValue(node, type);
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    path,
                    "is no " + type.getRawClass().getSimpleName() + ": "
                            + e.getMessage().lines().findFirst().orElse("")));
            return false;
        }
    }
}
