package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The definition keeps what docs/api-versions.md promises of the released one, and a change that would not is found. */
class ReleasedSchemaTest {

    /** As it was released last; {@code -Dreleased.update=true} writes it anew, when a release is made. */
    private static final Path RELEASED = Path.of("crds/released/v1alpha1.yaml");

    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void whatWasReleasedStaysValid() throws IOException {
        if (Boolean.getBoolean("released.update")) {
            Files.createDirectories(RELEASED.getParent());
            Files.writeString(
                    RELEASED,
                    Files.readString(Crd.FILE)
                            .replaceFirst("#.*", "# As released; see docs/api-versions.md. Not to be edited."));
        }

        assertThat(SchemaPromise.broken(tree(RELEASED), tree(Crd.FILE))).isEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                change("spec.seed: was removed", "/properties/spec", spec -> spec.withObject("/properties")
                        .remove("seed")),
                change("spec.budget.evaluations: maximum was 1000, is 999", BUDGET, at -> at.put("maximum", 999)),
                change("spec.budget.evaluations: minimum was 0, is 1", BUDGET, at -> at.put("minimum", 1)),
                change("spec.models: maxItems was 256, is 16", MODELS, at -> at.put("maxItems", 16)),
                change("spec.models[].uri: minLength was absent, is 8", MODEL_URI, at -> at.put("minLength", 8)),
                change(
                        "spec.models[].uri: pattern was absent, is \"^file:\"",
                        MODEL_URI,
                        at -> at.put("pattern", "^file:")),
                change("spec: newly requires \"seed\"", "/properties/spec", at -> at.withArray("required")
                        .add("seed")),
                change("spec: newly requires \"alternative\"", "/properties/spec", at -> {
                    at.withObject("/properties/alternative").put("type", "string");
                    at.withArray("required").add("alternative");
                }),
                change(
                        "spec: requires \"output\" no more, and readers rely on it",
                        "/properties/spec",
                        at -> remove(at.withArray("required"), "output")),
                change("spec.seed: has the default 0; absent must mean it", SPEC + "seed", at -> at.put("default", 0)),
                change(
                        "spec.alternative.type: has the default \"HighestScore\"; absent must mean it",
                        "/properties/spec",
                        at -> at.withObject("/properties/alternative/properties/type")
                                .put("default", "HighestScore")),
                change("spec.seed: type was \"integer\", is \"string\"", SPEC + "seed", at -> at.put("type", "string")),
                change("spec.seed: format was \"int64\", is \"int32\"", SPEC + "seed", at -> at.put("format", "int32")),
                change(
                        "spec.models: x-kubernetes-list-type was \"map\", is \"atomic\"",
                        MODELS,
                        at -> at.put("x-kubernetes-list-type", "atomic")),
                change("spec: has the new rule has(self.seed)", "/properties/spec", at -> rule(at, "has(self.seed)")),
                change(
                        "spec: has the new rule !has(self.seed) || self.seed < 9",
                        "/properties/spec",
                        at -> rule(at, "!has(self.seed) || self.seed < 9")),
                change(
                        "spec.strategy.type: lost the word \"Radin\"",
                        SPEC + "strategy/properties/type",
                        at -> remove(at.withArray("enum"), "Radin")),
                change(
                        "spec.unusableModelPolicy: has the new word \"Ask\", and readers are not told to expect any",
                        SPEC + "unusableModelPolicy",
                        at -> at.withArray("enum").add("Ask")),
                change("status.outcome: was removed", "/properties/status", at -> at.withObject("/properties")
                        .remove("outcome")));
    }

    private static final String SPEC = "/properties/spec/properties/";
    private static final String BUDGET = SPEC + "budget/properties/evaluations";
    private static final String MODELS = SPEC + "models";
    private static final String MODEL_URI = MODELS + "/items/properties/uri";

    @ParameterizedTest
    @MethodSource("breaks")
    void aChangeThatBreaksThePromiseIsFound(String said, String pointer, Consumer<ObjectNode> change) {
        assertThat(SchemaPromise.broken(tree(Crd.FILE), changed(pointer, change)))
                .containsExactly(said);
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                change("a field", "/properties/spec", at -> at.withObject("/properties/another")
                        .put("type", "object")),
                change("a rule of a new field alone", "/properties/spec", at -> {
                    at.withObject("/properties/another").put("type", "object");
                    rule(at, "!has(self.another) || self.another.size() < 3");
                }),
                change("a wider bound", BUDGET, at -> at.put("maximum", 2000)),
                change("a word that readers were told of", SPEC + "strategy/properties/type", at -> at.withArray("enum")
                        .add("Beam")),
                change("a better description", SPEC + "seed", at -> at.put("description", "Of all that is random.")),
                change("no rule", "/properties/spec", at -> at.remove("x-kubernetes-validations")));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void anAdditionBreaksNothing(String what, String pointer, Consumer<ObjectNode> change) {
        assertThat(SchemaPromise.broken(tree(Crd.FILE), changed(pointer, change)))
                .as(what)
                .isEmpty();
    }

    static Stream<Arguments> breaksOfTheRest() {
        return Stream.of(
                change("scope: was \"Namespaced\", is \"Cluster\"", "", at -> at.put("scope", "Cluster")),
                change("names.shortNames: lost \"soup\"", "/names", at -> at.putArray("shortNames")
                        .add("soups")),
                change("names.categories: lost \"radin\"", "/names", at -> at.putArray("categories")),
                change(
                        "names.singular: was \"soupselection\", is \"soup\"",
                        "/names",
                        at -> at.put("singular", "soup")),
                change(
                        "v1alpha1.subresources: was {\"status\":{}}, is {}",
                        "/versions/0",
                        at -> at.putObject("subresources")),
                change(
                        "v1alpha1.selectableFields: lost {\"jsonPath\":\".spec.suspend\"}",
                        "/versions/0",
                        at -> removeWhere(at, "selectableFields", "jsonPath", ".spec.suspend")),
                change(
                        "v1alpha1.additionalPrinterColumns: lost \"State\"",
                        "/versions/0",
                        at -> removeWhere(at, "additionalPrinterColumns", "name", "State")));
    }

    private static void removeWhere(ObjectNode at, String list, String key, String value) {
        ArrayNode entries = (ArrayNode) at.path(list);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).path(key).asText().equals(value)) {
                entries.remove(i);
                return;
            }
        }
        throw new IllegalArgumentException("no " + value);
    }

    @ParameterizedTest
    @MethodSource("breaksOfTheRest")
    void namesColumnsAndSubresourcesStay(String said, String pointer, Consumer<ObjectNode> change) {
        JsonNode present = tree(Crd.FILE);
        change.accept((ObjectNode) present.at("/spec" + pointer));

        assertThat(SchemaPromise.broken(tree(Crd.FILE), present)).containsExactly(said);
    }

    @Test
    void aVersionStaysServed() {
        JsonNode present = tree(Crd.FILE);
        ((ObjectNode) present.at("/spec/versions/0")).put("served", false);

        assertThat(SchemaPromise.broken(tree(Crd.FILE), present)).containsExactly("v1alpha1: is not served any more");
    }

    private static Arguments change(String said, String pointer, Consumer<ObjectNode> change) {
        return Arguments.of(said, pointer, change);
    }

    private static JsonNode changed(String pointer, Consumer<ObjectNode> change) {
        JsonNode present = tree(Crd.FILE);
        change.accept((ObjectNode) present.at("/spec/versions/0/schema/openAPIV3Schema" + pointer));
        return present;
    }

    private static void rule(ObjectNode schema, String rule) {
        schema.withArray("x-kubernetes-validations").addObject().put("rule", rule);
    }

    private static void remove(ArrayNode words, String word) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).asText().equals(word)) {
                words.remove(i);
                return;
            }
        }
        throw new IllegalArgumentException("no " + word);
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
