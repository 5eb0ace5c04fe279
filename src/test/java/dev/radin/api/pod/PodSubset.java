package dev.radin.api.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes {@code pod.json} out of an API server's own OpenAPI: the fields that {@link PodSubsetFields} names, without their
 * descriptions and defaults, and with bounds, so that the cost of rules can be told. What the core types say of lists and
 * words stays.
 */
final class PodSubset {

    private static final String REFERENCE = "#/components/schemas/";
    private static final Set<String> KEPT = Set.of(
            "type",
            "format",
            "enum",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-map-type",
            PodSchema.PATCH_STRATEGY);

    private final JsonNode schemas;
    private final JsonMapper mapper = new JsonMapper();

    private PodSubset(JsonNode schemas) {
        this.schemas = schemas;
    }

    /** @param openApi of {@code /openapi/v3/api/v1} */
    static ObjectNode of(JsonNode openApi) {
        PodSubset subset = new PodSubset(openApi.at("/components/schemas"));
        ObjectNode template = subset.mapper.createObjectNode().put("type", "object");
        ObjectNode properties = template.putObject("properties");
        properties.set("metadata", subset.metadata("metadata"));
        properties.set("spec", subset.type("io.k8s.api.core.v1.PodSpec", "spec"));
        properties.withObject("/spec").remove("required");
        PodSubsetRules.addTo(template);
        return template;
    }

    /** A schema by its reference's name. */
    private ObjectNode type(String name, String path) {
        if (name.endsWith(".Quantity")) {
            return intOrString().put("pattern", PodWords.QUANTITY).put("maxLength", 64);
        }
        if (name.endsWith(".IntOrString")) {
            return intOrString().put("maxLength", 253);
        }
        if (name.endsWith(".ObjectMeta")) {
            return metadata(path);
        }
        JsonNode whole = schemas.path(name);
        if (whole.isMissingNode()) {
            throw new IllegalStateException("the API server has no schema " + name);
        }
        ObjectNode taken = mapper.createObjectNode().put("type", "object");
        keep(whole, taken);
        String brief = name.substring(name.lastIndexOf('.') + 1);
        List<String> fields = PodSubsetFields.of(brief, path);
        ObjectNode properties = taken.putObject("properties");
        whole.path("properties").properties().forEach(field -> {
            if (fields.isEmpty() || fields.contains(field.getKey())) {
                properties.set(field.getKey(), schema(field.getValue(), path + "." + field.getKey()));
            }
        });
        ArrayNode required = mapper.createArrayNode();
        whole.path("required").forEach(field -> {
            if (properties.has(field.asText())) {
                required.add(field);
            }
        });
        PodSubsetFields.ALSO_REQUIRED.getOrDefault(path, List.of()).forEach(required::add);
        if (!required.isEmpty()) {
            taken.set("required", required);
        }
        return taken;
    }

    private ObjectNode schema(JsonNode whole, String path) {
        JsonNode reference = whole.at(whole.has("allOf") ? "/allOf/0/$ref" : "/$ref");
        if (!reference.isMissingNode()) {
            return described(type(reference.asText().substring(REFERENCE.length()), path), path);
        }
        ObjectNode taken = mapper.createObjectNode();
        keep(whole, taken);
        switch (whole.path("type").asText()) {
            case "array" -> {
                taken.set("items", schema(whole.get("items"), path + "[]"));
                taken.put("maxItems", PodSubsetFields.mostItems(path));
            }
            case "object" -> {
                taken.set("additionalProperties", schema(whole.get("additionalProperties"), path + ".*"));
                taken.put("maxProperties", 64);
            }
            case "string" -> {
                if (!taken.has("enum")) {
                    taken.put("maxLength", PodSubsetFields.mostCharacters(path));
                }
            }
            case "integer" -> {
                long[] range = PodSubsetFields.range(path);
                taken.put("minimum", range[0]).put("maximum", range[1]);
            }
            default -> {}
        }
        return described(taken, path);
    }

    private static void keep(JsonNode whole, ObjectNode taken) {
        whole.properties().stream()
                .filter(p -> KEPT.contains(p.getKey()))
                .forEach(p -> taken.set(p.getKey(), p.getValue().deepCopy()));
        // The order in which the server lists words is not always the same.
        if (taken.path("enum") instanceof ArrayNode words) {
            List<String> sorted = new java.util.ArrayList<>();
            words.forEach(w -> sorted.add(w.asText()));
            words.removeAll();
            sorted.stream().sorted().forEach(words::add);
        }
    }

    private static ObjectNode described(ObjectNode schema, String path) {
        String description = PodSubsetFields.DESCRIPTIONS.get(path);
        return description == null ? schema : schema.put("description", description);
    }

    private ObjectNode metadata(String path) {
        ObjectNode metadata = mapper.createObjectNode().put("type", "object");
        for (Map.Entry<String, Integer> field : List.of(Map.entry("annotations", 4096), Map.entry("labels", 63))) {
            ObjectNode map = metadata.withObject("/properties").putObject(field.getKey());
            map.put("type", "object")
                    .put("maxProperties", 64)
                    .putObject("additionalProperties")
                    .put("type", "string")
                    .put("maxLength", field.getValue());
            described(map, path + "." + field.getKey());
        }
        metadata.withObject("/properties/labels/additionalProperties").put("pattern", PodWords.LABEL_VALUE);
        return metadata;
    }

    private ObjectNode intOrString() {
        ObjectNode schema = mapper.createObjectNode().put("x-kubernetes-int-or-string", true);
        schema.putArray("anyOf")
                .add(mapper.createObjectNode().put("type", "integer"))
                .add(mapper.createObjectNode().put("type", "string"));
        return schema;
    }
}
