package dev.radin.operator.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboards that the chart brings. */
public final class Dashboards {

    private static final Path FOLDER = Path.of("charts/radin-operator/dashboards");

    private Dashboards() {}

    /** By the file's name. */
    public static Map<String, JsonNode> all() throws IOException {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                dashboards.put(file.getFileName().toString(), new JsonMapper().readTree(file.toFile()));
            }
        }
        return dashboards;
    }

    /** Those that show something, without the headings of rows. */
    public static Stream<JsonNode> panels(JsonNode dashboard) {
        return elements(dashboard.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"));
    }

    public static Stream<PromQuery> queries(JsonNode panel) {
        return elements(panel.path("targets"))
                .map(target -> new PromQuery(target.path("expr").asText()));
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
