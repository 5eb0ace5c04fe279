package dev.radin.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.cluster.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A process of the packaged program that runs, or did. */
final class Replica {

    private static final int PORT = 8080;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final String host;
    private final Path folder;

    /**
     * @param host where it listens
     * @param folder where it writes: {@code log} and {@code termination-log}
     */
    Replica(Process process, String host, Path folder) {
        this.process = process;
        this.host = host;
        this.folder = folder;
    }

    /** As the lease has it. */
    String name() {
        return name(host);
    }

    static String name(String host) {
        return "operator-" + host;
    }

    /** Host and port. */
    String address() {
        return host + ":" + PORT;
    }

    void awaitReady() {
        Eventually.until(
                "the operator is ready", () -> get("/q/health/ready").contains("\"status\": \"UP\""), this::said);
    }

    String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .timeout(Duration.ofMinutes(1))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It counts after it wrote. */
    void awaitMetric(String line) {
        Eventually.until("it counts " + line, () -> get("/q/metrics").contains(line), () -> {
            String name = line.replaceFirst("[{ ].*", "");
            return get("/q/metrics")
                    .lines()
                    .filter(metric -> metric.startsWith(name))
                    .collect(Collectors.joining("\n"));
        });
    }

    /** As kubelets do it. */
    void tellToStop() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** @param name as STOP */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** @param found in what its machine says of all threads */
    void awaitThreads(String what, Predicate<String> found) {
        Eventually.until(what, () -> found.test(threads()), this::said);
    }

    /** As it last said; empty while it has not said all. */
    private String threads() {
        try {
            signal("QUIT");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        String log = said();
        int dump = log.lastIndexOf("Full thread dump");
        return dump < 0 || log.indexOf("JNI global refs", dump) < 0 ? "" : log.substring(dump);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @return its exit code */
    int awaitEnd() {
        Eventually.until("it ends", () -> !process.isAlive(), this::said);
        return process.exitValue();
    }

    String terminationMessage() throws IOException {
        return Files.readString(folder.resolve("termination-log"));
    }

    List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    private String said() {
        try {
            return String.join("\n", log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The line about a state, which it logs after it wrote the state. */
    JsonNode awaitLogged(String state) {
        AtomicReference<JsonNode> found = new AtomicReference<>();
        Eventually.until(
                "it logs " + state,
                () -> {
                    found.set(logged(state));
                    return found.get() != null;
                },
                this::said);
        return found.get();
    }

    private JsonNode logged(String state) {
        try {
            String log = Files.readString(folder.resolve("log"));
            // What stands at its end may be half a line.
            for (String line :
                    log.substring(0, log.lastIndexOf('\n') + 1).lines().toList()) {
                JsonNode json = new JsonMapper().readTree(line);
                if (json.path("message").asText().startsWith(state + ":")) {
                    return json;
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
