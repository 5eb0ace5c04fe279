package dev.radin.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** What {@code dev/cluster up} runs: everything, and a node with eight GPUs that nobody has, on which every image is radin. */
final class DevelopmentCluster {

    private DevelopmentCluster() {}

    /** @param arguments the programs' folder; the folder for state and logs; radin's jar */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path state = Path.of(arguments[1]);
        ControlPlane cluster = ControlPlane.start(new ClusterBinaries(Path.of(arguments[0])), state)
                .withScheduler();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        FakeNode node = FakeNode.on(cluster)
                .withCapacity("nvidia.com/gpu", "8")
                .withAnyImage(java.toString(), "-jar", arguments[2])
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
