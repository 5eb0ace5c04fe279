package dev.radin.cluster;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The programs of one Kubernetes version, as {@code dev/cluster} built or found them.
 *
 * @param folder holds etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kubectl
 */
public record ClusterBinaries(Path folder) {

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
        try {
            Process process = new ProcessBuilder("dev/cluster", "binaries", which)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() == 0) {
                return new ClusterBinaries(Path.of(answer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run dev/cluster", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String message = "The " + which + " Kubernetes programs are missing: run `dev/cluster prepare " + which
                + "` once (10 to 25 minutes) for the tests that need an API server";
        if ("true".equals(System.getenv("CI"))) {
            return fail(message);
        }
        return abort(message);
    }
}
