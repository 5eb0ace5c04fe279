package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.radin.fault.RadinException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a required field of ours is missing, the message has what can be written there. Those of pods are Kubernetes' own. */
class RequiredFieldsTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    static Stream<Violation> missing() {
        return Violation.all()
                .filter(violation -> violation.what().equals("is missing"))
                .filter(violation -> !violation.path().contains(".template."));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void theExampleCanBeWrittenThere(Violation missing) throws JsonProcessingException {
        String said = problems(missing.resource()).get(0);
        String before = missing.path() + ": is missing; for example ";
        assertThat(said).startsWith(before);

        ObjectNode resource = (ObjectNode) YAML.readTree(missing.resource());
        JsonNode example = YAML.readTree(said.substring(before.length()));
        ((ObjectNode) resource.at(parent(missing.path()))).setAll((ObjectNode) example);

        assertThat(problems(resource.toString())).isEmpty();
    }

    private static JsonPointer parent(String path) {
        return JsonPointer.compile("/" + path.replace("[", "/").replace("]", "").replace('.', '/'))
                .head();
    }

    private static List<String> problems(String resource) {
        try {
            ResourceReader.read(resource, "text", selection -> selection);
            return List.of();
        } catch (RadinException e) {
            return e.getMessage().lines().skip(1).map(String::strip).toList();
        }
    }
}
