package dev.radin.operator.cluster;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.FakeNode;
import dev.radin.operator.Resources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything around an operator that runs as a process of its own: a control plane that notes the operator's calls in
 * {@code audit.log}, the manifests that ship, and a node whose pods end at once, saying what workers would say. The first line
 * of output is the operator's kubeconfig. Each line of input, {@code drain PREFIX N}, makes N selections, and is answered by
 * the seconds until the last of them had its result. All of it ends with the input.
 */
final class ScaleCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofHours(1);

    private final ControlPlane cluster;
    private final String[] namespaces;
    private final FakeNode node;

    private ScaleCluster(ControlPlane cluster, int namespaces) {
        this.cluster = Installation.on(cluster.withControllers());
        this.namespaces = Stream.generate(() -> cluster.createNamespace("team"))
                .limit(namespaces)
                .toArray(String[]::new);
        this.node = FakeNode.on(cluster)
                .bindingPodsIn(this.namespaces)
                .withCapacity("nvidia.com/gpu", "10000")
                .withProgram(new SimulatedWorkers(1))
                .start();
    }

    /** @param arguments an empty folder; how many namespaces; the audit policy */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        ControlPlane cluster = ControlPlane.start(
                ClusterBinaries.newest(),
                folder,
                "--audit-policy-file=" + arguments[2],
                "--audit-log-path=" + folder.resolve("audit.log"));
        try (ScaleCluster scale = new ScaleCluster(cluster, Integer.parseInt(arguments[1]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
            System.out.println(cluster.kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                long nanoseconds = scale.drain(words[1], Integer.parseInt(words[2]));
                System.out.println(String.format(Locale.ROOT, "%.3f", nanoseconds / 1e9));
            }
        }
        // The threads of clients outlive them.
        System.exit(0);
    }

    /** @return nanoseconds from the first selection's making to the last one's result */
    private long drain(String prefix, int selections) throws InterruptedException {
        Results results = new Results(prefix, selections);
        var informer =
                cluster.client().resources(SoupSelection.class).inAnyNamespace().inform(results);
        long start = System.nanoTime();
        IntStream.range(0, selections).parallel().forEach(number -> create(prefix, number));
        results.await(PATIENCE);
        long end = System.nanoTime();
        informer.close();
        return end - start;
    }

    private void create(String prefix, int number) {
        String namespace = namespaces[number % namespaces.length];
        cluster.client()
                .resource(Resources.manifest(prefix + String.format("%05d", number), namespace, spec -> {}))
                .create();
    }

    @Override
    public void close() {
        node.close();
        cluster.close();
    }
}
