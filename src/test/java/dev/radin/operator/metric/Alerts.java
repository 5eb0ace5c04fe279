package dev.radin.operator.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The alerts that the chart brings. */
public final class Alerts {

    public static final Path FOLDER = Path.of("charts/radin-operator/rules");

    private Alerts() {}

    public record Alert(String name, PromQuery query, String severity, String summary, String runbook) {}

    public static List<Alert> all() throws IOException {
        List<Alert> alerts = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode group : new YAMLMapper().readTree(file.toFile()).path("groups")) {
                    group.path("rules").forEach(rule -> alerts.add(alert(rule)));
                }
            }
        }
        return alerts;
    }

    private static Alert alert(JsonNode rule) {
        return new Alert(
                rule.path("alert").asText(),
                new PromQuery(rule.path("expr").asText()),
                rule.at("/labels/severity").asText(),
                rule.at("/annotations/summary").asText(),
                rule.at("/annotations/runbook_url").asText());
    }
}
