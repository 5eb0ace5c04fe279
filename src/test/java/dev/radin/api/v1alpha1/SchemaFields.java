package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fields of the definition, at every level, in the order of the file. */
final class SchemaFields {

    /**
     * @param path as {@code spec.models[].uri}; entries of lists and maps without fields of their own have one too
     * @param element whether it is the entry of a list or a map, and not a field
     */
    record Field(String path, JsonNode schema, boolean required, boolean element) {

        String type() {
            if (schema.has("x-kubernetes-int-or-string")) {
                return "quantity";
            }
            if (schema.has("items")) {
                return "list";
            }
            return schema.has("additionalProperties")
                    ? "map"
                    : schema.path("type").asText();
        }
    }

    /** Templates with the schema of {@link #TEMPLATE}, whose fields stand for theirs. */
    static final Set<String> REPEATED = Set.of("spec.workers.passes.template", "spec.workers.planning.template");

    static final String TEMPLATE = "spec.workers.template";

    private final List<Field> fields = new ArrayList<>();

    private SchemaFields() {}

    static List<Field> of(String part) {
        SchemaFields all = new SchemaFields();
        all.object(part, root().at("/properties/" + part));
        return List.copyOf(all.fields);
    }

    static JsonNode root() {
        return Root.SCHEMA;
    }

    private static final class Root {
        static final JsonNode SCHEMA = parse(Crd.generate());

        private static JsonNode parse(String yaml) {
            try {
                return new YAMLMapper().readTree(yaml).at("/spec/versions/0/schema/openAPIV3Schema");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void object(String path, JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            boolean required = false;
            for (JsonNode name : schema.path("required")) {
                required |= name.asText().equals(property.getKey());
            }
            String at = path + "." + property.getKey();
            fields.add(new Field(at, property.getValue(), required, false));
            inside(at, property.getValue());
        });
    }

    private void inside(String path, JsonNode schema) {
        if (REPEATED.contains(path)) {
            return;
        }
        object(path, schema);
        element(path + "[]", schema.path("items"));
        element(path + ".*", schema.path("additionalProperties"));
    }

    private void element(String path, JsonNode schema) {
        if (!schema.isMissingNode()) {
            fields.add(new Field(path, schema, false, true));
            inside(path, schema);
        }
    }
}
