package dev.radin.cluster;

import dev.radin.cluster.NeedsKubernetes.Version;
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

    private static final Map<Version, ClusterBinaries> FOUND = new ConcurrentHashMap<>();

    /** Of the version that most tests run on. The test's class is marked with {@link NeedsKubernetes}. */
    public static ClusterBinaries newest() {
        return get(Version.newest);
    }

    /** Of the oldest supported version. The test's class is marked so. */
    public static ClusterBinaries oldest() {
        return get(Version.oldest);
    }

    Path program(String name) {
        return folder.resolve(name);
    }

    static boolean isPrepared(Version version) {
        return find(version).isPresent();
    }

    /** Builds the programs unless they are there, which takes minutes. False when they cannot be built; the console says why. */
    static boolean prepare(Version version) {
        return isPrepared(version) || (build(version) && isPrepared(version));
    }

    private static ClusterBinaries get(Version version) {
        return find(version)
                .orElseThrow(
                        () -> new IllegalStateException("no programs of the " + version + " Kubernetes: is the test's"
                                + " class marked with @" + NeedsKubernetes.class.getSimpleName() + "?"));
    }

    private static Optional<ClusterBinaries> find(Version version) {
        return Optional.ofNullable(
                FOUND.computeIfAbsent(version, v -> run(ProcessBuilder.Redirect.DISCARD, "binaries", v)
                        .map(folder -> new ClusterBinaries(Path.of(folder)))
                        .orElse(null)));
    }

    /** What it says of its progress goes to the console, past what keeps the tests' output quiet. */
    private static boolean build(Version version) {
        return run(ProcessBuilder.Redirect.INHERIT, "prepare", version).isPresent();
    }

    /** What the script printed; nothing when it failed. */
    private static Optional<String> run(ProcessBuilder.Redirect errors, String command, Version version) {
        try {
            Process process = new ProcessBuilder("dev/cluster", command, version.name())
                    .redirectError(errors)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run dev/cluster", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
