package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The reference page says what the definition says. */
class ResourceReferenceDriftTest {

    private static final Path PAGE = Path.of("docs/resource.md");

    /** The page without its tables, written by hand. */
    private static final Path TEXT = Path.of("src/test/resources/resource-page.md");

    @Test
    void thePageSaysWhatTheDefinitionSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content().isEqualTo(page);
    }

    /** Its examples are put together and read, as somebody would who follows them. */
    @Test
    void theExamplesOfThePageAreRight() throws IOException {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(TEXT))
                .results()
                .map(match -> match.group(1))
                .toList();
        String least = examples.get(0);
        ObjectNode whole = (ObjectNode) new YAMLMapper().readTree(least);
        for (String part : examples.subList(1, examples.size())) {
            whole.withObject("/spec").setAll((ObjectNode) new YAMLMapper().readTree(part));
        }

        for (String resource : List.of(least, whole.toString())) {
            assertThatCode(() -> ResourceReader.read(resource, "example", r -> r))
                    .doesNotThrowAnyException();
        }
    }

    private static String page() throws IOException {
        return Files.readString(TEXT)
                .replace(
                        "{{description}}",
                        SchemaFields.root().path("description").asText())
                .replace("{{spec}}\n", table("spec") + "\n")
                .replace("{{status}}\n", table("status"));
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
