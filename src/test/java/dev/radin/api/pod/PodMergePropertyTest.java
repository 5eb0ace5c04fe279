package dev.radin.api.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of any two templates that the schema takes. */
class PodMergePropertyTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int TRIES = 200;

    @Property(tries = TRIES)
    void nothingOverATemplateOrBelowItChangesNothing(@ForAll("templates") ObjectNode template) {
        assertThat(PodMerge.merge(template, JSON.objectNode())).isEqualTo(template);
        assertThat(PodMerge.merge(JSON.objectNode(), template)).isEqualTo(template);
        assertThat(PodMerge.merge(template, null)).isEqualTo(template);
        assertThat(PodMerge.merge(null, template)).isEqualTo(template);
    }

    @Property(tries = TRIES)
    void aTemplateOverItselfIsItself(@ForAll("templates") ObjectNode template) {
        assertThat(PodMerge.merge(template, template)).isEqualTo(template);
    }

    @Property(tries = TRIES)
    void whatTheUpperOneSaysIsThere(@ForAll("templates") ObjectNode lower, @ForAll("templates") ObjectNode upper) {
        ObjectNode merged = PodMerge.merge(lower, upper);

        assertThat(PodMerge.merge(merged, upper)).isEqualTo(merged);
    }

    @Property(tries = TRIES)
    void whatIsMergedStaysAsItWas(@ForAll("templates") ObjectNode lower, @ForAll("templates") ObjectNode upper) {
        ObjectNode lowerBefore = lower.deepCopy();
        ObjectNode upperBefore = upper.deepCopy();

        PodMerge.merge(lower, upper);

        assertThat(List.of(lower, upper)).containsExactly(lowerBefore, upperBefore);
    }

    @Property(tries = TRIES)
    void whatIsMergedFitsTheSchema(@ForAll("templates") ObjectNode lower, @ForAll("templates") ObjectNode upper) {
        Map<String, String> problems = new LinkedHashMap<>();

        new PodSchemaCheck(problems::put).check(PodSchema.ofTemplate(), PodMerge.merge(lower, upper), "template");

        assertThat(problems).isEmpty();
    }

    @Provide
    Arbitrary<ObjectNode> templates() {
        return Arbitraries.longs().map(seed -> (ObjectNode) value(PodSchema.ofTemplate(), "", new Random(seed)));
    }

    /** Few values each, so that two templates often speak of the same. */
    private static JsonNode value(JsonNode schema, String name, Random random) {
        if (schema.has("x-kubernetes-int-or-string")) {
            return JSON.numberNode(1 + random.nextInt(2));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, random);
            case "array" -> list(schema, random);
            case "string" -> text(schema, name, random);
            case "integer" -> JSON.numberNode(schema.get("minimum").longValue() + random.nextInt(2));
            default -> JSON.booleanNode(random.nextBoolean());
        };
    }

    private static JsonNode object(JsonNode schema, Random random) {
        ObjectNode object = JSON.objectNode();
        if (schema.has("additionalProperties")) {
            object.set(random.nextBoolean() ? "a" : "b", value(schema.get("additionalProperties"), "", random));
        }
        List<String> required = new java.util.ArrayList<>();
        schema.path("required").forEach(field -> required.add(field.asText()));
        schema.path("properties").properties().forEach(field -> {
            if (required.contains(field.getKey()) || random.nextInt(3) == 0) {
                object.set(field.getKey(), value(field.getValue(), field.getKey(), random));
            }
        });
        return object;
    }

    private static JsonNode list(JsonNode schema, Random random) {
        Map<List<JsonNode>, JsonNode> entries = new LinkedHashMap<>();
        boolean keyed = schema.has("x-kubernetes-list-map-keys");
        for (int i = random.nextInt(3); i > 0; i--) {
            JsonNode entry = value(schema.get("items"), "", random);
            entries.put(keyed ? PodMerge.key(schema, entry) : List.of(JSON.numberNode(i)), entry);
        }
        return JSON.arrayNode().addAll(entries.values());
    }

    private static JsonNode text(JsonNode schema, String name, Random random) {
        JsonNode words = schema.path("enum");
        return words.isEmpty()
                ? JSON.textNode((name.equals("mountPath") ? "/" : "") + (char) ('a' + random.nextInt(2)))
                : words.get(random.nextInt(words.size()));
    }
}
