package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Configs;
import dev.radin.operator.Decisions;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.operator.observe.Enquiries;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.plan.Step;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A mesh, an agent or a driver puts a container beside the worker, and its node reports that one first. */
class OtherContainersTest {

    private static final Instant END = JobMaker.START.plusSeconds(60);

    private final SoupSelection resource = Resources.selection("vit");
    private final Decision.Launch launch =
            Decisions.of(resource, List.of()).launch().orElseThrow();

    @Test
    void theReceiptIsTheWorkers() {
        JobMaker job = job().share(Receipted.inspected(4, 4)).beside(ended(0)).complete();

        Decision decision = Decisions.of(resource, List.of(job.observed()));

        assertThat(decision.launch().orElseThrow().task().stage()).isEqualTo(Stage.extract);
    }

    @Test
    void theFailureIsTheWorkers() {
        Receipt said =
                Receipt.failed(Stage.inspect, new Receipt.Failure(Reason.InputNotFound, "file:///a.pt: no such file"));
        JobMaker job = job().failedPod(3, "Error", said).beside(ended(0)).failed("FailedIndexes", "failed");

        assertThat(failure(job)).isEqualTo(said.failure());
    }

    @Test
    void aWorkerThatRanOutOfMemoryIsToldOf() {
        JobMaker job = job().failedPod(137, "OOMKilled", null).beside(ended(0)).failed("FailedIndexes", "failed");

        assertThat(failure(job).message())
                .contains("more memory than its limit", "of container worker in spec.workers.planning.template");
    }

    @Test
    void whatTheNodeSaysOfAnEvictedPodComesBeforeExitCode137() {
        JobMaker scratch = job().failedPod(137, "Error", null)
                .evicted("Usage of EmptyDir volume \"radin-scratch\" exceeds the limit \"1Ki\".")
                .failed("FailedIndexes", "failed");
        JobMaker memory = job().failedPod(137, "Error", null)
                .evicted("The node was low on resource: memory.")
                .failed("FailedIndexes", "failed");

        assertThat(failure(scratch).message())
                .contains("evicted", "exceeds the limit", "Raise spec.workers.planning.scratch.sizeLimit");
        assertThat(failure(memory).message())
                .contains("low on resource: memory. Give container worker resources.requests");
    }

    @Test
    void aWorkerRunsThoughAnotherContainerWaits() {
        assertThat(PodTrouble.of(job().runningPod()
                        .beside(container(waiting("ImagePullBackOff", "Back-off pulling image proxy:1")))
                        .observed()))
                .isEmpty();
    }

    @Test
    void aContainerThatKeepsTheWorkerFromStartingIsToldOf() {
        Optional<PodBlocker> trouble = PodTrouble.of(job().waitingPod("PodInitializing", null)
                .beside(container(waiting("ImagePullBackOff", "Back-off pulling image proxy:1")))
                .observed());

        assertThat(trouble.orElseThrow().reason()).isEqualTo(PodBlocker.Reason.ImagePullFailed);
        assertThat(trouble.get().message()).contains("proxy:1");
    }

    @Test
    void anImageTaggedLatestIsPulledEvenWhereANodeHasIt() {
        assertThat(pullOf("radin:latest")).endsWith("unless spec.workers.template says imagePullPolicy: IfNotPresent");
        assertThat(pullOf("radin:1")).endsWith("Back-off pulling image \"radin:1\"");
    }

    private String pullOf(String image) {
        JobMaker job = job().waitingPod("ImagePullBackOff", "Back-off pulling image \"" + image + "\"");
        return PodTrouble.of(job.observed()).orElseThrow().message();
    }

    @Test
    void aContainerThatOutlivesTheWorkerIsToldOfAfterAWhile() {
        JobMaker job =
                job().endedPod("Succeeded", END).beside(container(running())).stillRunning();

        assertThat(explained(job, END.plusSeconds(1))).isEmpty();
        assertThat(explained(job, END.plusSeconds(5)).orElseThrow().reason())
                .isEqualTo(PodBlocker.Reason.SidecarRunning);
        assertThat(explained(job, END.plusSeconds(5)).orElseThrow().message())
                .contains("its worker has ended, and proxy keeps the pod running", "restartPolicy: Always");
    }

    private Optional<PodBlocker> explained(JobMaker job, Instant now) {
        StuckJobs stuck = new StuckJobs(
                new Enquiries(j -> Optional.empty(), j -> Optional.empty(), j -> null),
                () -> {},
                () -> now,
                Configs.CONFIG,
                now);
        SelectionState state =
                stuck.explain(new SelectionState.Running(launch.task(), 0, null), Optional.of(job.observed()));
        assertThat(stuck.lookAgain().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(5));
        return Optional.ofNullable(((SelectionState.Running) state).blocker());
    }

    private Receipt.Failure failure(JobMaker job) {
        Decision decision = Decisions.of(resource, List.of(job.observed()));
        return ((Step.Failed) ((SelectionState.Ended) decision.state()).end()).failure();
    }

    private JobMaker job() {
        return JobMaker.of(resource, launch);
    }

    private static ContainerStatus ended(int exitCode) {
        return container(new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason("Completed")
                .withFinishedAt(END.toString())
                .endTerminated()
                .build());
    }

    private static ContainerState waiting(String reason, String message) {
        return new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    private static ContainerState running() {
        return new ContainerStateBuilder().withNewRunning(END.toString()).build();
    }

    private static ContainerStatus container(ContainerState state) {
        return new ContainerStatusBuilder().withName("proxy").withState(state).build();
    }
}
