package dev.radin.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What {@code dev/cluster up} runs: everything, and a node with eight GPUs that nobody has, on which every image is radin. */
final class DevelopmentCluster {

    /** The node's GPUs are in name only: where radin is told to use one, it uses the CPU. */
    private static final String ON_CPU =
            "for word; do shift; [ \"$word\" != cuda ] || word=cpu; set -- \"$@\" \"$word\"; done; " + "exec \"$@\"";

    private DevelopmentCluster() {}

    /** @param arguments the programs' folder; the folder for state and logs; radin's jar */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path state = Path.of(arguments[1]);
        ControlPlane cluster = ControlPlane.start(new ClusterBinaries(Path.of(arguments[0])), state)
                .withScheduler();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        FakeNode node = FakeNode.on(cluster)
                .withCapacity("nvidia.com/gpu", "8")
                .withAnyImage("/bin/sh", "-c", ON_CPU, "radin", java.toString(), "-jar", arguments[2])
                .withFolder(state.resolve("node"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            node.close();
            cluster.close();
        }));
        Files.writeString(state.resolve("ready"), node.name());
        new CountDownLatch(1).await();
    }
}
