package dev.radin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one kubectl command came to.
 *
 * @param output its standard output
 * @param errors its standard error
 */
public record Kubectl(int exitCode, String output, String errors) {

    /** Its standard output; fails with its errors when it failed. */
    public String orFail() {
        if (exitCode != 0) {
            throw new AssertionError("kubectl exited with " + exitCode + ": " + errors);
        }
        return output;
    }

    static Kubectl run(Servers servers, String input, String... arguments) {
        try {
            Path errors = Files.createTempFile("kubectl", ".err");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(servers.command("kubectl", arguments)).redirectError(errors.toFile());
                builder.environment().putAll(servers.environment());
                Process process = builder.start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(StandardCharsets.UTF_8));
                }
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Kubectl(process.waitFor(), output, Files.readString(errors));
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kubectl", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }
}
