package dev.radin.cluster;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs of one Kubernetes version, as {@code dev/cluster} built or found them.
 *
 * @param folder holds etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kubectl
 */
public record ClusterBinaries(Path folder) {

    private static final Map<String, Optional<ClusterBinaries>> FOUND = new ConcurrentHashMap<>();

    /** Of the version that most tests run on. Without them the test is skipped, or fails when {@code CI} is {@code true}. */
    public static ClusterBinaries newest() {
        return find("newest");
    }

    /** Of the oldest supported version; absent, as {@link #newest}. */
    public static ClusterBinaries oldest() {
        return find("oldest");
    }

    Path program(String name) {
        return folder.resolve(name);
    }

    private static ClusterBinaries find(String which) {
        Optional<ClusterBinaries> found = FOUND.computeIfAbsent(which, ClusterBinaries::ask);
        String message = "no programs of the " + which + " Kubernetes: dev/cluster prepare " + which;
        return found.orElseGet(() -> "true".equals(System.getenv("CI")) ? fail(message) : abort(message));
    }

    /** What it says of missing programs goes to the console, past what keeps the tests' output quiet. */
    private static Optional<ClusterBinaries> ask(String which) {
        try {
            Process process = new ProcessBuilder("dev/cluster", "binaries", which)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String folder = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(new ClusterBinaries(Path.of(folder))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run dev/cluster", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
