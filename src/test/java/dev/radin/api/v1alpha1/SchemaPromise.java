package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What docs/api-versions.md promises of a definition that was released: whatever was valid stays valid and means the same,
 * whatever could be read can be read. What is new is optional and has no default.
 */
final class SchemaPromise {

    /** Readers are told to expect words there that they do not know. */
    static final Set<String> WORDS_MAY_COME = Set.of("spec.metric.type", "spec.strategy.type", "spec.datasets[].role");

    /**
     * Rules that replaced a released one and refuse less, each looked at by people: a machine cannot see it. The union of
     * evaluators has another member. The one rule of URIs became these, which also take other stores, and names of datasets
     * where that other member is. Those of scores ask nothing of resources without that member's field {@code produces}.
     */
    static final Set<String> LOOSER_RULES = Set.of(
            FieldPatterns.Cel.ONE_EVALUATOR,
            FieldPatterns.Cel.OWN_NAMES_READ,
            FieldPatterns.Cel.DATASET_URI,
            FieldPatterns.Cel.URI,
            FieldPatterns.Cel.LISTED,
            FieldPatterns.Cel.WRITTEN,
            FieldPatterns.Cel.ESCAPED,
            FieldPatterns.Cel.NO_SECRETS,
            FieldPatterns.Cel.METRIC_WITH_LOGITS,
            FieldPatterns.Cel.CHOICE_WITH_LOGITS,
            FieldPatterns.Cel.STRATEGY_WITH_LOGITS,
            FieldPatterns.Cel.COMPARE_WITH_LOGITS);

    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems", "maxProperties");
    private static final Set<String> FIXED = Set.of(
            "type",
            "format",
            "nullable",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-map-type",
            "x-kubernetes-int-or-string",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-embedded-resource");
    /** A rule that asks nothing of resources without the field. */
    private static final Pattern OF_ONE_FIELD = Pattern.compile("^!has\\(self\\.(\\w+)\\) \\|\\| .*", Pattern.DOTALL);

    private final List<String> broken = new ArrayList<>();

    private SchemaPromise() {}

    /** What is broken of it, a line each, as {@code path: how}. */
    static List<String> broken(JsonNode released, JsonNode present) {
        SchemaPromise promise = new SchemaPromise();
        promise.definition(released.path("spec"), present.path("spec"));
        return List.copyOf(promise.broken);
    }

    private void definition(JsonNode released, JsonNode present) {
        for (String fixed : List.of("group", "scope", "names", "conversion")) {
            if (fixed.equals("names")) {
                released.path("names")
                        .properties()
                        .forEach(name -> kept(
                                "names." + name.getKey(),
                                name.getValue(),
                                present.path("names").path(name.getKey())));
            } else {
                kept(fixed, released.path(fixed), present.path(fixed));
            }
        }
        for (JsonNode version : released.path("versions")) {
            String name = version.path("name").asText();
            JsonNode now = named(present.path("versions"), name);
            if (!now.path("served").asBoolean()) {
                say(name, "is not served any more");
                continue;
            }
            kept(name + ".subresources", version.path("subresources"), now.path("subresources"));
            kept(name + ".selectableFields", version.path("selectableFields"), now.path("selectableFields"));
            columns(name, version.path("additionalPrinterColumns"), now.path("additionalPrinterColumns"));
            schema("", version.at("/schema/openAPIV3Schema"), now.at("/schema/openAPIV3Schema"));
            defaults("", now.at("/schema/openAPIV3Schema"));
        }
    }

    /** Scripts cut columns by their heading: each stays, though it may be described, or computed, in other words. */
    private void columns(String version, JsonNode released, JsonNode present) {
        Set<JsonNode> now = new HashSet<>();
        present.forEach(column -> now.add(column.path("name")));
        released.forEach(column -> {
            if (!now.contains(column.path("name"))) {
                say(version + ".additionalPrinterColumns", "lost " + column.path("name"));
            }
        });
    }

    /** Lists may have grown, all else is the same. */
    private void kept(String path, JsonNode released, JsonNode present) {
        if (released.isArray()) {
            for (JsonNode element : released) {
                boolean there = false;
                for (JsonNode other : present) {
                    there |= other.equals(element);
                }
                if (!there) {
                    say(path, "lost " + element);
                }
            }
        } else if (!released.equals(present)) {
            say(path, "was " + released + ", is " + present);
        }
    }

    private static JsonNode named(JsonNode versions, String name) {
        for (JsonNode version : versions) {
            if (version.path("name").asText().equals(name)) {
                return version;
            }
        }
        return versions.path("none");
    }

    private void schema(String path, JsonNode released, JsonNode present) {
        for (String key : FIXED) {
            if (!released.path(key).equals(present.path(key))) {
                say(path, key + " was " + shown(released.path(key)) + ", is " + shown(present.path(key)));
            }
        }
        LOWER_BOUNDS.forEach(key -> bound(path, key, released.path(key), present.path(key), 1));
        UPPER_BOUNDS.forEach(key -> bound(path, key, released.path(key), present.path(key), -1));
        if (present.has("pattern") && !present.path("pattern").equals(released.path("pattern"))) {
            say(path, "pattern was " + shown(released.path("pattern")) + ", is " + shown(present.path("pattern")));
        }
        words(path, released.path("enum"), present.path("enum"));
        required(path, released.path("required"), present.path("required"));
        rules(path, released, present);
        for (Map.Entry<String, JsonNode> field : released.path("properties").properties()) {
            JsonNode now = present.path("properties").path(field.getKey());
            String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (now.isMissingNode()) {
                say(at, "was removed");
            } else {
                schema(at, field.getValue(), now);
            }
        }
        element(path + "[]", released.path("items"), present.path("items"));
        element(path + ".*", released.path("additionalProperties"), present.path("additionalProperties"));
    }

    private void element(String path, JsonNode released, JsonNode present) {
        if (released.isMissingNode() != present.isMissingNode()) {
            say(path, "was " + (released.isMissingNode() ? "added" : "removed"));
        } else if (!released.isMissingNode()) {
            schema(path, released, present);
        }
    }

    /** @param narrower the sign of a change that refuses more */
    private void bound(String path, String key, JsonNode released, JsonNode present, int narrower) {
        boolean tighter = released.isMissingNode()
                ? !present.isMissingNode()
                : !present.isMissingNode() && present.decimalValue().compareTo(released.decimalValue()) * narrower > 0;
        if (tighter) {
            say(path, key + " was " + shown(released) + ", is " + shown(present));
        }
    }

    private void words(String path, JsonNode released, JsonNode present) {
        if (released.isMissingNode() && present.isMissingNode()) {
            return;
        }
        Set<JsonNode> before = all(released);
        Set<JsonNode> now = all(present);
        before.stream().filter(word -> !now.contains(word)).forEach(word -> say(path, "lost the word " + word));
        if (!WORDS_MAY_COME.contains(path)) {
            now.stream()
                    .filter(word -> !before.contains(word))
                    .forEach(
                            word -> say(path, "has the new word " + word + ", and readers are not told to expect any"));
        }
    }

    private void required(String path, JsonNode released, JsonNode present) {
        Set<JsonNode> before = all(released);
        Set<JsonNode> now = all(present);
        now.stream().filter(name -> !before.contains(name)).forEach(name -> say(path, "newly requires " + name));
        before.stream()
                .filter(name -> !now.contains(name))
                .forEach(name -> say(path, "requires " + name + " no more, and readers rely on it"));
    }

    private void rules(String path, JsonNode released, JsonNode present) {
        Set<String> before = new HashSet<>();
        released.path("x-kubernetes-validations")
                .forEach(rule -> before.add(rule.path("rule").asText()));
        for (JsonNode each : present.path("x-kubernetes-validations")) {
            String rule = each.path("rule").asText();
            Matcher ofField = OF_ONE_FIELD.matcher(rule);
            boolean ofNewField =
                    ofField.matches() && !released.path("properties").has(ofField.group(1));
            if (!before.contains(rule) && !ofNewField && !LOOSER_RULES.contains(rule)) {
                say(path, "has the new rule " + rule);
            }
        }
    }

    private void defaults(String path, JsonNode schema) {
        if (schema.has("default")) {
            say(path, "has the default " + schema.get("default") + "; absent must mean it");
        }
        schema.path("properties")
                .properties()
                .forEach(field ->
                        defaults(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
        if (schema.has("items")) {
            defaults(path + "[]", schema.get("items"));
        }
        if (schema.has("additionalProperties")) {
            defaults(path + ".*", schema.get("additionalProperties"));
        }
    }

    private static Set<JsonNode> all(JsonNode list) {
        Set<JsonNode> all = new HashSet<>();
        list.forEach(all::add);
        return all;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.toString();
    }

    private void say(String path, String how) {
        broken.add(path + ": " + how);
    }
}
