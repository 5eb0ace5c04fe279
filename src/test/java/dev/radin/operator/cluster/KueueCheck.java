package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.FakeNode;
import dev.radin.cluster.Kueue;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import dev.radin.operator.resource.JobLabels;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What {@link QueueTest} tries with an imitation, with a real Kueue: {@code dev/check-kueue} builds it and runs this. */
@NeedsKubernetes
@EnabledIfSystemProperty(named = "radin.kueue", matches = ".+")
class KueueCheck {

    private static final String QUEUES =
            """
            apiVersion: kueue.x-k8s.io/v1beta2
            kind: ResourceFlavor
            metadata: {name: any}
            ---
            apiVersion: kueue.x-k8s.io/v1beta2
            kind: WorkloadPriorityClass
            metadata: {name: high}
            value: 1000
            description: before all others
            ---
            apiVersion: kueue.x-k8s.io/v1beta2
            kind: ClusterQueue
            metadata: {name: %1$s}
            spec:
              namespaceSelector: {}
              preemption: {withinClusterQueue: LowerPriority}
              resourceGroups:
              - coveredResources: [cpu, memory, nvidia.com/gpu]
                flavors:
                - name: any
                  resources:
                  - {name: cpu, nominalQuota: %2$s}
                  - {name: memory, nominalQuota: 100Gi}
                  - {name: nvidia.com/gpu, nominalQuota: 4}
            ---
            apiVersion: kueue.x-k8s.io/v1beta2
            kind: LocalQueue
            metadata: {name: %3$s, namespace: %1$s}
            spec: {clusterQueue: %1$s}
            """;

    private static final String RIVAL =
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: rival
              labels: {kueue.x-k8s.io/queue-name: team, kueue.x-k8s.io/priority-class: high}
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                  - {name: rival, image: rival, resources: {limits: {nvidia.com/gpu: 4}}}
            """;

    @TempDir
    private static Path folder;

    private static ControlPlane cluster;
    private static Kueue kueue;

    private final SimulatedWorkers workers = new SimulatedWorkers(1);
    private Sandbox sandbox;

    @BeforeAll
    static void start() {
        cluster = ControlPlane.start(ClusterBinaries.newest(), folder.resolve("cluster"))
                .withScheduler();
        kueue = Kueue.start(
                cluster,
                Path.of(System.getProperty("radin.kueue")),
                Path.of(System.getProperty("radin.kueue.module")),
                folder);
    }

    @AfterAll
    static void stop() {
        if (kueue != null) {
            kueue.close();
        }
        cluster.close();
    }

    @BeforeEach
    void open() {
        sandbox = Sandbox.on(
                        cluster,
                        FakeNode.on(cluster)
                                .withProgram(workers)
                                .withCapacity("nvidia.com/gpu", "8")
                                .start())
                .withOperator();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void withoutQuotaItWaitsAndThenGoesOn() {
        queue("team", "0");
        create(Map.of(JobLabels.QUEUE, "team"));

        await("WaitingForQuota", "to admit it: couldn't assign flavors to pod set main: insufficient quota for cpu");
        queue("team", "8");

        succeeds();
        assertThat(sandbox.jobs("vit"))
                .allSatisfy(job -> assertThat(job.getSpec().getSuspend()).isFalse());
    }

    @Test
    void aQueueThatIsMissingIsNamedAndTheLabelCanBeMended() {
        queue("team", "8");
        create(Map.of(JobLabels.QUEUE, "teem"));

        await("WaitingForQuota", "LocalQueue teem doesn't exist");
        sandbox.edit("vit", r -> r.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "team")));

        succeeds();
    }

    @Test
    void preemptedItGoesOnWhereItWas() {
        queue("team", "8");
        workers.hold(Stage.extract);
        create(Map.of(JobLabels.QUEUE, "team"));
        sandbox.await("vit", "MakingPasses");
        Eventually.until(
                "it runs", () -> Integer.valueOf(2).equals(latest().getStatus().getReady()), () -> latest().getStatus()
                        .toString());

        cluster.kubectlWith(RIVAL, "apply", "-n", sandbox.namespace(), "-f", "-")
                .orFail();
        await("WaitingForQuota", "Preempted to accommodate a workload");
        workers.letGo();
        cluster.kubectl("delete", "job", "rival", "-n", sandbox.namespace()).orFail();

        succeeds();
        assertThat(workers.passesMade()).isEqualTo(6);
        assertThat(sandbox.jobs("vit"))
                .allSatisfy(job -> assertThat(job.getStatus().getFailed()).isIn(null, 0));
    }

    @Test
    void deactivatedItNeedsSomebody() {
        queue("team", "0");
        create(Map.of(JobLabels.QUEUE, "team"));
        await("WaitingForQuota", "insufficient quota");

        activate(false);
        await("WorkloadDeactivated", "is deactivated (The workload is deactivated)");
        queue("team", "8");
        activate(true);

        succeeds();
    }

    @Test
    void whileItRunsDeactivatedItNeedsSomebody() {
        queue("team", "8");
        workers.hold(Stage.inspect);
        create(Map.of(JobLabels.QUEUE, "team"));
        sandbox.await("vit", "Inspecting");
        Eventually.until(
                "it runs", () -> Integer.valueOf(1).equals(latest().getStatus().getReady()), () -> "");

        activate(false);
        await("WorkloadDeactivated", "spec.rerunNonce");
        workers.letGo();
        sandbox.edit("vit", r -> r.getSpec().rerunNonce = "again");

        succeeds();
    }

    @Test
    void withoutALabelItAsksForOne() {
        queue("team", "8");
        create(Map.of());

        await("WaitingForQuota", "it names no queue: give the SoupSelection the label " + JobLabels.QUEUE);
        sandbox.edit("vit", r -> r.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "team")));

        succeeds();
    }

    @Test
    void theDefaultQueueTakesJobsWithoutALabel() {
        queue("default", "8");
        create(Map.of());

        succeeds();
        assertThat(sandbox.jobs("vit"))
                .allSatisfy(job -> assertThat(job.getMetadata().getLabels()).containsEntry(JobLabels.QUEUE, "default"));
    }

    @Test
    void suspendedAndResumedItIsQueuedAgain() {
        queue("team", "8");
        workers.hold(Stage.inspect);
        create(Map.of(JobLabels.QUEUE, "team"));
        sandbox.await("vit", "Inspecting");

        sandbox.edit("vit", r -> r.getSpec().suspend = true);
        sandbox.await("vit", "Suspended");
        Eventually.until("its Job is gone", () -> sandbox.jobs("vit").isEmpty(), () -> "");
        workers.letGo();
        sandbox.edit("vit", r -> r.getSpec().suspend = false);

        succeeds();
    }

    @Test
    void someOfTheFewestPodsAreEnoughToBegin() {
        queue("team", "8");
        SoupSelection resource = Resources.manifest("vit", sandbox.namespace(), spec -> spec.workers.passesPerPod = 1);
        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "team", "kueue.x-k8s.io/priority-class", "high"));
        resource.getMetadata().setAnnotations(Map.of("kueue.x-k8s.io/job-min-parallelism", "1"));
        cluster.kubectlWith(
                        RIVAL.replace("name: rival\n", "name: small\n").replace("gpu: 4", "gpu: 2"),
                        "apply",
                        "-n",
                        sandbox.namespace(),
                        "-f",
                        "-")
                .orFail();
        sandbox.client().resource(resource).create();

        succeeds();
        assertThat(sandbox.jobs("vit"))
                .filteredOn(job -> Stage.extract
                        .name()
                        .equals(job.getMetadata().getLabels().get(JobLabels.STAGE)))
                .singleElement()
                .satisfies(job -> assertThat(job.getSpec().getParallelism()).isEqualTo(2));
    }

    private void queue(String name, String processors) {
        cluster.kubectlWith(
                        QUEUES.formatted(sandbox.namespace(), processors, name), "apply", "--server-side", "-f", "-")
                .orFail();
    }

    private void create(Map<String, String> labels) {
        SoupSelection resource = Resources.manifest("vit", sandbox.namespace(), spec -> {});
        resource.getMetadata().setLabels(labels);
        sandbox.client().resource(resource).create();
    }

    private void activate(boolean active) {
        String workload = cluster.kubectl(
                        "get",
                        "workloads.kueue.x-k8s.io",
                        "-n",
                        sandbox.namespace(),
                        "-l",
                        "kueue.x-k8s.io/job-uid=" + latest().getMetadata().getUid(),
                        "-o",
                        "name")
                .orFail()
                .strip();
        cluster.kubectl(
                        "patch",
                        workload,
                        "-n",
                        sandbox.namespace(),
                        "--type=merge",
                        "-p",
                        "{\"spec\": {\"active\": " + active + "}}")
                .orFail();
    }

    private Job latest() {
        List<Job> jobs = sandbox.jobs("vit");
        return jobs.get(jobs.size() - 1);
    }

    private void await(String state, String words) {
        sandbox.await(
                "vit",
                state + " with the words " + words,
                r -> state.equals(Sandbox.reason(r)) && Sandbox.message(r).contains(words));
    }

    private void succeeds() {
        sandbox.await("vit", "SoupSelected");
    }
}
