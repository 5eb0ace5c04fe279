package dev.radin.chart;

import com.marcnuri.helm.Helm;
import dev.radin.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The chart, rendered by Helm's own code. */
final class Chart {

    static final Path FOLDER = Path.of("charts/radin-operator");
    static final String NAMESPACE = "radin-system";

    private static final String KUBERNETES = "1.33.0";
    private static final String BETWEEN = "---\n# Source: ";

    private static final Pattern OF_FILES = Pattern.compile("radin-operator/templates/(?:crd|dashboards|rules)\\.yaml");

    private Chart() {}

    static Helm helm() {
        return new Helm(FOLDER);
    }

    /**
     * @param values YAML
     * @throws IllegalStateException with Helm's words, where a value is refused
     */
    static String render(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return helm().template()
                        .withName("radin-operator")
                        .withNamespace(NAMESPACE)
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(file)
                        .call();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By template, without the versions and what ships as a file of its own: the definition, dashboards and rules. */
    static String forReading(String rendered) {
        return Arrays.stream(rendered.replace(Project.version(), "<version>").split(BETWEEN))
                .filter(object -> !object.isBlank() && !OF_FILES.matcher(object).lookingAt())
                .sorted()
                .map(object -> BETWEEN + object.strip() + "\n")
                .collect(Collectors.joining());
    }
}
