package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import dev.radin.operator.resource.JobLabels;
import dev.radin.protocol.Stage;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A queue such as Kueue holds the Jobs of a selection back, lets them run, and takes them away again. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class QueueTest {

    private static final int PASSES = 8;
    private static final String NO_QUOTA = "couldn't assign flavors to pod set main: insufficient unused quota for cpu";
    private static final String PREEMPTED = "Preempted to accommodate a workload due to prioritization";

    private final SimulatedWorkers workers = new SimulatedWorkers(2);

    @AutoClose
    private final Sandbox sandbox = Sandbox.open(workers).withOperator();

    private final Queue queue = Queue.of(sandbox, "vit");

    @Test
    void whyItDoesNotAdmitAJobIsToldInItsOwnWords() {
        heldAt(Stage.inspect, Map.of(JobLabels.QUEUE, "team"));
        queue.take();
        queue.say("QuotaReserved", false, "Pending", NO_QUOTA);

        SoupSelection waiting = sandbox.await("vit", "WaitingForQuota");
        sandbox.await("vit", "it says why", r -> Sandbox.message(r).endsWith("to admit it: " + NO_QUOTA));
        assertThat(ConditionQueries.holds(waiting.getStatus(), "Reconciling")).isTrue();
        assertThat(ConditionQueries.condition(waiting.getStatus(), "Succeeded")
                        .orElseThrow()
                        .getStatus())
                .isEqualTo("Unknown");

        queue.check("provisioning", "Pending", "waiting for nodes");
        sandbox.await("vit", "it names the check", r -> Sandbox.message(r)
                .contains("admission check provisioning is Pending (waiting for nodes)"));
        admitted();
    }

    /** It then says so on the Workload alone; Kueue never queues it again by itself. */
    @Test
    void aJobThatItHasGivenUpNeedsSomebody() {
        heldAt(Stage.inspect, Map.of(JobLabels.QUEUE, "team"));
        queue.take();
        queue.deactivate();

        SoupSelection stalled = sandbox.await("vit", "WorkloadDeactivated");
        assertThat(Sandbox.message(stalled))
                .contains("is deactivated (The workload is deactivated)", "set spec.active", "spec.rerunNonce");
        assertThat(ConditionQueries.holds(stalled.getStatus(), "Stalled")).isTrue();
        assertThat(ConditionQueries.holds(stalled.getStatus(), "Reconciling")).isFalse();
        assertThat(sandbox.events("vit")).extracting(Event::getReason).contains("WorkloadDeactivated");
        assertThat(sandbox.jobs("vit")).hasSize(1);
        admitted();
    }

    @Test
    void aJobThatIsPreemptedLosesNoPassAndNoRetry() {
        heldAt(Stage.extract, Map.of(JobLabels.QUEUE, "team"));
        queue.take();
        queue.admit();
        sandbox.await("vit", "MakingPasses");

        // More often than a pod may fail.
        for (int time = 1; time <= 4; time++) {
            sandbox.until("vit", "it runs", () -> Integer.valueOf(2)
                    .equals(queue.job().getStatus().getReady()));
            queue.preempt(PREEMPTED);
            sandbox.await("vit", "it is said", r -> Sandbox.message(r).endsWith("to admit it: " + PREEMPTED));
            queue.admit();
            sandbox.await("vit", "MakingPasses");
        }
        admitted();

        assertThat(workers.passesMade()).isEqualTo(PASSES);
        assertThat(sandbox.jobs("vit"))
                .allSatisfy(job -> assertThat(job.getStatus().getFailed()).isIn(null, 0))
                .extracting(job -> job.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    /** Kueue with manageJobsWithoutQueueName. */
    @Test
    void aQueueThatTakesJobsWithoutALabelIsKnownByItsWorkload() {
        heldAt(Stage.inspect, Map.of());
        queue.take();
        queue.say("QuotaReserved", false, "Inadmissible", "LocalQueue  doesn't exist");

        sandbox.await("vit", "it says what to do", r -> Sandbox.message(r)
                .endsWith("LocalQueue  doesn't exist; it names no queue: give the SoupSelection the label "
                        + JobLabels.QUEUE));

        workers.letGo();
        sandbox.edit("vit", r -> r.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "team")));
        sandbox.await("vit", "SoupSelected");
        assertThat(sandbox.jobs("vit"))
                .allSatisfy(job -> assertThat(job.getMetadata().getLabels()).containsEntry(JobLabels.QUEUE, "team"));
    }

    /** It resumes what it has admitted, whoever suspended it. */
    @Test
    void aSelectionThatIsSuspendedDoesNotFightForItsJob() {
        heldAt(Stage.inspect, Map.of());
        String first = queue.job().getMetadata().getUid();
        sandbox.edit("vit", r -> r.getSpec().suspend = true);
        sandbox.until("vit", "its Job is suspended", () -> queue.job().getSpec().getSuspend());
        sandbox.suspendLatestJob("vit", false);

        sandbox.until("vit", "its Job is deleted", () -> sandbox.jobs("vit").isEmpty());
        workers.letGo();
        sandbox.edit("vit", r -> r.getSpec().suspend = false);

        sandbox.await("vit", "SoupSelected");
        assertThat(sandbox.jobs("vit"))
                .extracting(job -> job.getMetadata().getUid())
                .doesNotContain(first);
    }

    @Test
    void jobsCarryWhatTheResourceTellsTheQueueAsFarAsItFits() {
        SoupSelection resource = Resources.manifest("vit", sandbox.namespace(), spec -> {});
        resource.getMetadata()
                .setLabels(Map.of(JobLabels.QUEUE, "team", "kueue.x-k8s.io/priority-class", "high", "mine", "alone"));
        resource.getMetadata()
                .setAnnotations(Map.of(
                        "kueue.x-k8s.io/job-min-parallelism",
                        "1",
                        "kueue.x-k8s.io/job-completions-equal-parallelism",
                        "true"));
        sandbox.client().resource(resource).create();

        sandbox.await("vit", "SoupSelected");

        List<Job> jobs = sandbox.jobs("vit");
        assertThat(jobs).allSatisfy(job -> {
            assertThat(job.getMetadata().getLabels())
                    .containsEntry(JobLabels.QUEUE, "team")
                    .containsEntry("kueue.x-k8s.io/priority-class", "high")
                    .doesNotContainKey("mine");
            assertThat(job.getMetadata().getAnnotations())
                    .doesNotContainKey("kueue.x-k8s.io/job-completions-equal-parallelism");
            assertThat(job.getMetadata().getAnnotations().containsKey("kueue.x-k8s.io/job-min-parallelism"))
                    .as("Kueue refuses it of a Job of one pod")
                    .isEqualTo(job.getSpec().getParallelism() > 1);
        });
    }

    private void heldAt(Stage stage, Map<String, String> labels) {
        workers.hold(stage);
        SoupSelection resource = Resources.manifest("vit", sandbox.namespace(), spec -> {});
        resource.getMetadata().setLabels(labels);
        sandbox.client().resource(resource).create();
        sandbox.await("vit", stage == Stage.inspect ? "Inspecting" : "MakingPasses");
        sandbox.until("vit", "it runs", () -> !sandbox.jobs("vit").isEmpty() && isOf(stage));
    }

    private boolean isOf(Stage stage) {
        return stage.name().equals(queue.job().getMetadata().getLabels().get(JobLabels.STAGE));
    }

    private void admitted() {
        workers.letGo();
        queue.admit();
        sandbox.await("vit", "SoupSelected");
    }
}
