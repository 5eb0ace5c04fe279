package dev.radin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A fake node under the real Job controller. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class FakeNodeJobTest {

    private static final String INDEX = "metadata.annotations['batch.kubernetes.io/job-completion-index']";

    @TempDir
    private Path folder;

    private final List<FakeNode> nodes = new ArrayList<>();
    private ControlPlane cluster;
    private KubernetesClient client;
    private String namespace;

    @BeforeEach
    void start() {
        cluster = ControlPlane.shared().withControllers();
        client = cluster.client();
        namespace = cluster.createNamespace("jobs");
    }

    @AfterEach
    void stop() {
        nodes.forEach(FakeNode::close);
    }

    @Test
    void jobOfProcessesCompletesAndEachIndexReports() {
        PodSpec spec = new PodSpecBuilder(ShellPods.spec("printf \"index $INDEX\" > $1"))
                .editFirstContainer()
                .withArgs("/dev/termination-log")
                .addNewEnv()
                .withName("INDEX")
                .withNewValueFrom()
                .withNewFieldRef(null, INDEX)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .build();

        started(processes());
        create("count", 3, spec);

        assertThat(awaitEnd("count").getStatus().getCompletedIndexes()).isEqualTo("0-2");
        assertThat(pods("count"))
                .extracting(FakeNodeJobTest::message)
                .containsExactlyInAnyOrder("index 0", "index 1", "index 2");
    }

    @Test
    void evictionBurnsNoRetry() {
        started(processes()).inject(Fault.eviction(), pod -> true, 1);
        create("evicted", 1, ShellPods.spec("exit 0"));

        assertThat(awaitEnd("evicted").getStatus().getSucceeded()).isEqualTo(1);
        assertThat(pods("evicted"))
                .extracting(pod -> pod.getStatus().getReason())
                .containsExactlyInAnyOrder("Evicted", null);
    }

    @Test
    void failureBurnsTheRetry() {
        started(processes()).inject(Fault.exit(9), pod -> true, 1);
        create("failing", 1, ShellPods.spec("exit 0"));

        Job end = awaitEnd("failing");

        assertThat(end.getStatus().getSucceeded()).isNull();
        assertThat(end.getStatus().getFailed()).isEqualTo(1);
    }

    @Test
    void messageCanBeLost() {
        started(program(pod -> PodEnding.exit(0, "receipt"))).inject(Fault.messageLost(), pod -> true);
        create("silent", 1, ShellPods.spec(""));

        awaitEnd("silent");

        assertThat(pods("silent")).extracting(FakeNodeJobTest::message).containsExactly((String) null);
    }

    @Test
    void lostNodesPodsRunAgainElsewhere() {
        FakeNode lost = started(processes());
        create("moved", 1, ShellPods.spec("sleep 1000"));
        client.pods()
                .inNamespace(namespace)
                .withLabel("job-name", "moved")
                .waitUntilCondition(
                        pod -> pod != null && "Running".equals(pod.getStatus().getPhase()), 10, TimeUnit.MINUTES);

        lost.lose();
        lost.forgetPods();
        started(program(pod -> PodEnding.exit(0, "")));

        assertThat(awaitEnd("moved").getStatus().getSucceeded()).isEqualTo(1);
    }

    private FakeNodeBuilder processes() {
        return FakeNode.on(cluster).withImage("shell").withFolder(folder).bindingPodsIn(namespace);
    }

    private FakeNodeBuilder program(PodProgram program) {
        return FakeNode.on(cluster).withProgram(program).bindingPodsIn(namespace);
    }

    private FakeNode started(FakeNodeBuilder builder) {
        FakeNode node = builder.start();
        nodes.add(node);
        return node;
    }

    private void create(String name, int indexes, PodSpec spec) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .resource(ShellPods.job(name, indexes, spec).build())
                .create();
    }

    private Job awaitEnd(String name) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .waitUntilCondition(
                        job -> job != null
                                && job.getStatus().getConditions().stream()
                                        .anyMatch(condition ->
                                                List.of("Complete", "Failed").contains(condition.getType())),
                        10,
                        TimeUnit.MINUTES);
    }

    private List<Pod> pods(String job) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel("job-name", job)
                .list()
                .getItems();
    }

    private static String message(Pod pod) {
        return pod.getStatus()
                .getContainerStatuses()
                .get(0)
                .getState()
                .getTerminated()
                .getMessage();
    }
}
