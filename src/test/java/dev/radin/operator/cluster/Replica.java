package dev.radin.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.cluster.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the packaged program that runs, or did. */
final class Replica {

    private final Process process;
    private final int port;
    private final Path folder;

    /** @param folder where it writes: {@code log} and {@code termination-log} */
    Replica(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** As the lease has it. */
    String name() {
        return name(port);
    }

    static String name(int port) {
        return "operator-" + port;
    }

    int port() {
        return port;
    }

    void awaitReady() {
        Eventually.until(
                "the operator is ready", () -> get("/q/health/ready").contains("\"status\": \"UP\""), this::said);
    }

    String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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

    boolean isAlive() {
        return process.isAlive();
    }

    /** @return its exit code */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            throw new AssertionError("it does not end: " + said());
        }
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

    /** The line about a state. */
    JsonNode logged(String state) throws IOException {
        for (String line : log()) {
            JsonNode json = new JsonMapper().readTree(line);
            if (json.path("message").asText().startsWith(state + ":")) {
                return json;
            }
        }
        throw new AssertionError("not logged: " + state);
    }
}
