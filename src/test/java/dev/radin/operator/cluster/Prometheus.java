package dev.radin.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A real Prometheus that reads an operator's metrics every second, and has the chart's alerts. */
final class Prometheus implements AutoCloseable {

    static final String JOB = "radin-operator";

    private final Process process;
    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param program prometheus
     * @param folder an empty one of its own
     * @param rules a folder of rules
     */
    static Prometheus watching(Replica operator, Path program, Path folder, Path rules) throws IOException {
        String address = Loopback.draw() + ":9090";
        Path config = Files.writeString(
                Files.createDirectories(folder).resolve("prometheus.yaml"),
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s/*.yaml"]
                scrape_configs:
                - job_name: %s
                  metrics_path: /q/metrics
                  static_configs: [{targets: ["%s"], labels: {namespace: radin-system}}]
                """
                        .formatted(rules.toAbsolutePath(), JOB, operator.address()));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(process, address);
        Eventually.until(
                "Prometheus reads the operator's metrics",
                () -> process.isAlive() && prometheus.asks("up == 1"),
                () -> read(folder.resolve("log")));
        return prometheus;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private boolean asks(String query) {
        try {
            return !ask(query).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** @return the series that a query has now */
    JsonNode ask(String query) throws IOException {
        return get("/api/v1/query?query=" + encoded(query));
    }

    /** @return the series that a query had from then until now, every so often */
    JsonNode ask(String query, Instant since, Duration step) throws IOException {
        return get("/api/v1/query_range?query=" + encoded(query) + "&start=" + since.getEpochSecond() + "&end="
                + Instant.now().getEpochSecond() + "&step=" + step.toSeconds());
    }

    /** @return of each rule {@code name}, {@code health}, {@code state} and {@code lastError} */
    JsonNode rules() throws IOException {
        return call("/api/v1/rules").at("/data/groups");
    }

    private JsonNode get(String path) throws IOException {
        return call(path).at("/data/result");
    }

    private JsonNode call(String path) throws IOException {
        try {
            String body = http.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            JsonNode answer = new JsonMapper().readTree(body);
            if (!answer.path("status").asText().equals("success")) {
                throw new IllegalArgumentException(path + ": " + body);
            }
            return answer;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
