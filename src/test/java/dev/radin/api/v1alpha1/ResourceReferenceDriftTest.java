package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The reference page says what the definition says. */
class ResourceReferenceDriftTest {

    private static final Path PAGE = Path.of("docs/resource.md");

    @Test
    void thePageSaysWhatTheDefinitionSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page() {
        return """
                # The resource

                `SoupSelection`, `radin.dev/v1alpha1`, short name `soup`. %s

                The same fields on a cluster (`kubectl apply`, `kubectl explain soup.spec`) and on one machine
                (`radin run -f`). This page is made from [the definition](../crds/soupselections.radin.dev.yaml).

                ## spec

                %s
                Templates hold a part of a Pod's template: the same fields as in a Pod, the deeper ones too, which are not listed
                here. `kubectl explain soup.spec.workers.template.spec` goes down to each.

                ## status

                %s"""
                .formatted(SchemaFields.root().path("description").asText(), table("spec"), table("status"));
    }

    private static String table(String part) {
        return SchemaFields.of(part).stream()
                .filter(field -> !field.element() && field.schema().has("description"))
                .map(ResourceReferenceDriftTest::row)
                .collect(Collectors.joining("", "| field | type | meaning |\n|---|---|---|\n", ""));
    }

    private static String row(SchemaFields.Field field) {
        return "| `%s` | %s | %s%s |\n"
                .formatted(
                        field.path().substring(field.path().indexOf('.') + 1),
                        type(field),
                        field.required() ? "Required. " : "",
                        field.schema()
                                .path("description")
                                .asText()
                                .replace("|", "\\|")
                                .replace("<", "&lt;"));
    }

    private static String type(SchemaFields.Field field) {
        JsonNode words = field.schema().path("enum");
        return words.isMissingNode()
                ? field.type()
                : StreamSupport.stream(words.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
    }
}
