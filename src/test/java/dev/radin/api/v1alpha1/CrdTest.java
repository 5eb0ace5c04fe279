package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every field of the definition that ships. */
class CrdTest {

    /** Of JSON: client-side apply keeps the whole in an annotation, which may have 262,144 bytes. */
    private static final int MOST_BYTES = 200_000;

    static Stream<SchemaFields.Field> fields() {
        return Stream.of("spec", "status").flatMap(part -> SchemaFields.of(part).stream());
    }

    static Stream<SchemaFields.Field> explained() {
        return fields().filter(f -> !f.element() && !isAPodsOwn(f));
    }

    /** What a field of a Pod means is written in Kubernetes' own reference. */
    private static boolean isAPodsOwn(SchemaFields.Field field) {
        return field.path().startsWith(SchemaFields.TEMPLATE + ".")
                && !field.schema().has("description");
    }

    @Test
    void everyTemplateHasTheSameSchema() {
        for (String other : SchemaFields.REPEATED) {
            assertThat(schema(other).path("properties"))
                    .isEqualTo(schema(SchemaFields.TEMPLATE).path("properties"));
        }
    }

    private static JsonNode schema(String path) {
        return SchemaFields.root().at("/properties/" + path.replace(".", "/properties/"));
    }

    @ParameterizedTest
    @MethodSource("explained")
    void everyFieldIsExplainedInASentence(SchemaFields.Field field) {
        assertThat(field.schema().path("description").asText())
                .as(field.path())
                .hasSizeGreaterThan(8)
                .endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldIsBounded(SchemaFields.Field field) {
        JsonNode schema = field.schema();

        switch (field.type()) {
            case "string" -> assertThat(schema.has("enum") || schema.has("maxLength"))
                    .as(field.path())
                    .isTrue();
            case "integer" -> assertThat(schema.has("minimum") && schema.has("maximum"))
                    .as(field.path())
                    .isTrue();
            case "list" -> assertThat(schema.has("maxItems")).as(field.path()).isTrue();
            case "map" -> assertThat(schema.has("maxProperties"))
                    .as(field.path())
                    .isTrue();
            case "object" -> assertThat(schema.has("properties")
                            || schema.has("maxProperties")
                                    && schema.path("x-kubernetes-preserve-unknown-fields")
                                            .asBoolean())
                    .as(field.path())
                    .isTrue();
            default -> assertThat(field.type()).as(field.path()).isIn("boolean", "quantity");
        }
    }

    /** A default that a later version adds would enter what is stored already, and with it the names of its work. */
    @ParameterizedTest
    @MethodSource("fields")
    void noFieldHasADefault(SchemaFields.Field field) {
        assertThat(field.schema().has("default")).as(field.path()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void integersSayHowLargeTheyAre(SchemaFields.Field field) {
        assertThat(!field.type().equals("integer")
                        || field.schema().path("format").asText().matches("int(32|64)"))
                .as(field.path())
                .isTrue();
    }

    @Test
    void itIsSmallEnoughToApplyAndToRead() throws IOException {
        JsonNode definition = new YAMLMapper().readTree(Files.readString(Crd.FILE));

        assertThat(definition.toString().length()).isLessThan(MOST_BYTES);
    }
}
