package dev.radin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The objects in {@code examples/kubernetes} and {@code examples/gitops}. */
public final class Examples {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** @param file where it stands; other objects may stand there too */
    public record Example(Path file, JsonNode object) {

        public String kind() {
            return object.path("kind").asText();
        }

        public String yaml() {
            try {
                return YAML.writeValueAsString(object);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return file + " " + kind() + " " + object.at("/metadata/name").asText();
        }
    }

    private Examples() {}

    public static List<Example> soupSelections() {
        return all().filter(example -> example.kind().equals("SoupSelection")).toList();
    }

    /** Those that Kubernetes itself has the definitions of. */
    public static List<Example> kubernetesOwn() {
        List<String> groups = List.of("v1", "batch/v1", "rbac.authorization.k8s.io/v1");
        return all().filter(example ->
                        groups.contains(example.object().path("apiVersion").asText()))
                .toList();
    }

    private static Stream<Example> all() {
        return Stream.of("kubernetes", "gitops")
                .map(folder -> Path.of("examples", folder))
                .flatMap(Examples::files)
                .filter(file -> file.toString().endsWith(".yaml"))
                .sorted()
                .flatMap(Examples::objects);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Example> objects(Path file) {
        try (MappingIterator<JsonNode> objects = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return objects.readAll().stream().map(object -> new Example(file, object));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
