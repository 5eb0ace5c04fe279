package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.FakeNode;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real scheduler, on a cluster of its own, as it would take pods from under other tests' nodes. */
@NeedsKubernetes
class SchedulerTest {

    @TempDir
    private static Path folder;

    private static ControlPlane cluster;

    private final SimulatedWorkers workers = new SimulatedWorkers(1);
    private Sandbox sandbox;

    @BeforeAll
    static void start() {
        cluster = ControlPlane.start(ClusterBinaries.newest(), folder)
                .withControllers()
                .withScheduler();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        sandbox = Sandbox.on(cluster, FakeNode.on(cluster).withProgram(workers).start())
                .withOperator();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aGpuThatNoNodeHasIsSaidAndWaitedFor() {
        sandbox.create("vit");

        unschedulable("Insufficient nvidia.com/gpu");

        try (FakeNode gpus = FakeNode.on(cluster)
                .withProgram(workers)
                .withCapacity("nvidia.com/gpu", "3")
                .start()) {
            sandbox.await("vit", "SoupSelected");
            assertThat(gpus.name()).isNotEmpty();
        }
    }

    @Test
    void aVolumeClaimThatIsMissingIsNamed() {
        sandbox.create(
                "vit",
                spec -> spec.workers.template = Resources.yaml(
                        "spec: {volumes: [{name: data, persistentVolumeClaim: {claimName: datasets}}]}"));

        String message = Sandbox.message(unschedulable("persistentvolumeclaim \"datasets\" not found"));
        assertThat(sandbox.events("vit"))
                .extracting(Event::getReason, Event::getNote)
                .contains(tuple("Unschedulable", message));
    }

    /** A scheduler that has not seen the node yet, or finds it too new, says so first. */
    private SoupSelection unschedulable(String words) {
        return sandbox.await(
                "vit",
                "it is Unschedulable: " + words,
                r -> Sandbox.reason(r).equals("Unschedulable")
                        && Sandbox.message(r).contains(words));
    }
}
