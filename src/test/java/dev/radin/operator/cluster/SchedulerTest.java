package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.FakeNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real scheduler, on a cluster of its own, as it would take pods from under other tests' nodes. */
class SchedulerTest {

    @TempDir
    private Path folder;

    @Test
    void aGpuThatNoNodeHasIsSaidAndWaitedFor() {
        SimulatedWorkers workers = new SimulatedWorkers(1);
        try (ControlPlane cluster = ControlPlane.start(ClusterBinaries.newest(), folder)
                        .withControllers()
                        .withScheduler();
                Sandbox sandbox = Sandbox.on(
                                cluster,
                                FakeNode.on(cluster).withProgram(workers).start())
                        .withOperator()) {
            sandbox.create("vit");

            SoupSelection waiting = sandbox.await("vit", "Unschedulable");
            assertThat(Sandbox.message(waiting)).contains("Insufficient nvidia.com/gpu");

            try (FakeNode gpus = FakeNode.on(cluster)
                    .withProgram(workers)
                    .withCapacity("nvidia.com/gpu", "3")
                    .start()) {
                sandbox.await("vit", "SoupSelected");
                assertThat(gpus.name()).isNotEmpty();
            }
        }
    }
}
