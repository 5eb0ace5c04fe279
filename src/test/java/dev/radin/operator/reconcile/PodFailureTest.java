package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.DatasetSpec;
import dev.radin.fault.Reason;
import dev.radin.operator.Resources;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods that failed without a word of their worker, with the statuses that kubelets give them. */
class PodFailureTest extends DecidedSelection {

    private static final String GONE = "The container could not be located when the pod was terminated";

    /** The containers of a pod that its node ends are reported as killed, or not at all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Evicted | Usage of EmptyDir volume \"radin-scratch\" exceeds the limit \"1Ki\". "
                        + "| Raise spec.workers.planning.scratch.sizeLimit",
                "Evicted | Usage of EmptyDir volume \"tmp\" exceeds the limit \"1Ki\". "
                        + "| Raise its sizeLimit in spec.workers.planning.template",
                "Evicted | Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. "
                        + "| Raise resources.limits.ephemeral-storage in spec.workers.planning.template",
                "Evicted | Container worker exceeded its local ephemeral storage limit \"1Gi\". "
                        + "| Raise resources.limits.ephemeral-storage in spec.workers.planning.template",
                "Evicted | The node was low on resource: memory. Threshold quantity: 100Mi, available: 20Mi. "
                        + "| Give container worker resources.requests in spec.workers.planning.template",
                "Evicted | The node had condition: [DiskPressure]. "
                        + "| Give container worker resources.requests in spec.workers.planning.template",
                "OutOfcpu | Pod was rejected: Node didn't have enough resource: cpu, requested: 1000, used: 1950, capacity: 2000"
                        + " | What spec.workers.planning.template requests must fit",
                "OutOfmemory | Pod was rejected: Node didn't have enough resource: memory, requested: 9, used: 9, capacity: 9"
                        + " | What spec.workers.planning.template requests must fit",
                "OutOfpods | Pod was rejected: Node didn't have enough resource: pods, requested: 1, used: 110, capacity: 110"
                        + " | see kubectl describe node gpu-7",
                "UnexpectedAdmissionError | Pod was rejected: Allocate failed due to no healthy devices present; cannot allocate"
                        + " unhealthy devices nvidia.com/gpu, which is unexpected | see kubectl describe node gpu-7",
                "NodeAffinity | Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node"
                        + " affinity/selector | The nodeSelector and affinity of spec.workers.planning.template",
                "Preempting | Preempted in order to admit critical pod | see kubectl describe node gpu-7",
                "NodeShutdown | Pod was rejected: node is shutting down | see kubectl describe node gpu-7",
                "Terminated | Pod was terminated in response to imminent node shutdown. | see kubectl describe node gpu-7",
                "DeadlineExceeded | Pod was active on the node longer than the specified deadline"
                        + " | see kubectl describe node gpu-7"
            })
    void theNodesOwnReasonAndWordsComeBeforeExitCode137(String reason, String message, String wayOut) {
        String killed = failureOf(
                job -> job.failedPod(137, "Error", null).onNode("gpu-7").said(reason, message));
        jobs.clear();
        String gone = failureOf(job -> job.failedPod().onNode("gpu-7").said(reason, message));

        assertThat(killed)
                .contains(message.strip(), wayOut, "each time it was tried")
                .containsPattern(reason.equals("Evicted") ? "was evicted by its node" : "\\(" + reason + "\\)")
                .doesNotContain("137", ". .", "..");
        assertThat(gone).isEqualTo(killed);
    }

    @Test
    void aPodThatItsNodeLostIsNoFaultOfTheWorkers() {
        String said = failureOf(job -> job.failedPod(137, "ContainerStatusUnknown", null)
                .onNode("gpu-7")
                .words(GONE));

        assertThat(said).contains(" on node gpu-7 was lost by its node", GONE, "; see kubectl describe node gpu-7");
        assertThat(said).doesNotContain("137");
    }

    @Test
    void anImageForAnotherProcessorIsToldAsThat() {
        String said = failureOf(job -> job.failedPod(128, "StartError", null)
                .onNode("arm-1")
                .words("failed to create containerd task: exec /usr/bin/java: exec format error"));

        assertThat(said)
                .contains(
                        "on node arm-1: container worker has an image for another processor than its node's",
                        "exec format error",
                        "nodeSelector, or another image, in spec.workers.planning.template");
    }

    @Test
    void whatKeptAContainerFromStartingIsSaid() {
        String said = failureOf(job -> job.failedPod(128, "StartError", null)
                .words("exec: \"java\": executable file not found in $PATH: unknown"));

        assertThat(said)
                .endsWith(": container worker could not be started, each time it was tried: exec: \"java\":"
                        + " executable file not found in $PATH: unknown");
    }

    /** runc starts the container, and says only in its log that the program is not there. */
    @Test
    void anImageWithoutGlibcIsToldWhereJavaWasBrought() {
        ContainerStatus brought = other("radin-runtime", 0, "Completed");

        assertThat(failureOf(job -> job.failedPod(255, "Error", null).before(brought)))
                .contains("ended with exit code 255, each time it was tried; see kubectl logs ")
                .endsWith(" -c worker. Where /radin/openjdk/bin/java is said not to be there, the image of"
                        + " spec.evaluator.container lacks glibc for the node's processor, as Alpine's do; build it on"
                        + " Debian or the like");
        jobs.clear();
        assertThat(failureOf(job -> job.failedPod(128, "StartError", null)
                        .words("exec /radin/openjdk/bin/java: no such file or directory")
                        .before(brought)))
                .contains("could not be started", "lacks glibc");
        jobs.clear();
        assertThat(failureOf(job -> job.failedPod(255, "Error", null))).doesNotContain("glibc");
        jobs.clear();
        assertThat(failureOf(job -> job.failedPod(4, "Error", null).before(brought)))
                .doesNotContain("glibc");
    }

    @Test
    void anotherContainersMemoryIsItsOwn() {
        String beside = failureOf(job -> job.failedPod(0, "Completed", null).beside(other("proxy", 137, "OOMKilled")));
        jobs.clear();
        String before = failureOf(job -> job.failedPod().before(other("fetch", 137, "OOMKilled")));
        jobs.clear();
        String ended = failureOf(job -> job.failedPod(0, "Completed", null).beside(other("proxy", 2, "Error")));

        assertThat(beside)
                .startsWith("container proxy of pod ")
                .contains("raise resources.limits.memory of container proxy in spec.workers.planning.template");
        assertThat(before)
                .startsWith("container fetch of pod ")
                .contains("raise resources.limits.memory of container fetch in spec.workers.planning.template");
        assertThat(ended).contains(": container proxy ended with exit code 2", "-c proxy");
    }

    @Test
    void theFieldIsThatOfTheStagesPods() {
        UnaryOperator<JobMaker> killed = job -> job.failedPod(137, "OOMKilled", null);
        assertThat(failureOf(killed)).contains("spec.workers.planning.template").doesNotContain("passes");
        jobs.clear();

        succeed();
        assertThat(failureOf(killed)).contains("spec.workers.passes.template").doesNotContain("planning");
    }

    @Test
    void publishRunsTheNetworkWhereThereIsSomethingToTestOn() {
        assertThat(failureOfPublish())
                .contains("spec.workers.planning.template")
                .doesNotContain("passes");
        jobs.clear();

        DatasetSpec test = Resources.validation("test");
        test.role = DatasetSpec.Role.Test;
        resource.getSpec().datasets.add(test);

        assertThat(failureOfPublish()).contains("spec.workers.passes.template").doesNotContain("planning");
    }

    @Test
    void ofSeveralSharesTheUnfitMachineIsNamed() {
        succeed();
        String said = "a GPU was asked for, and PyTorch sees no CUDA device here. Choose the CPU.";
        Receipt unfit = Receipt.failed(Stage.extract, Reason.MachineUnfit, said);

        String message =
                failureOf(job -> job.share("{}").failedPod(5, "Error", unfit).onNode("gpu-7"));

        assertThat(failure().reason()).isEqualTo(Reason.MachineUnfit);
        assertThat(message)
                .matches("\\Q" + said
                        + "\\E 1 of 2 shares ended so, the first in pod \\S+-1-x7k2p on node gpu-7; what the"
                        + " others made is kept");
    }

    @Test
    void aWorkerThatCouldNotLeaveItsReceiptWasNotTriedAgain() {
        assertThat(failureOf(job -> job.failedPod(5, "Error", null)))
                .contains("ended with exit code 5; see kubectl logs");
        jobs.clear();
        assertThat(failureOf(job -> job.failedPod(4, "Error", null)))
                .contains("ended with exit code 4, each time it was tried; see kubectl logs");
    }

    private String failureOf(UnaryOperator<JobMaker> state) {
        run(job -> state.apply(job).failed("FailedIndexes", "Job has failed indexes"));
        return failure().message();
    }

    private String failureOfPublish() {
        while (task().stage() != Stage.publish) {
            succeed();
        }
        return failureOf(job -> job.failedPod(137, "OOMKilled", null));
    }

    private static ContainerStatus other(String name, int exitCode, String reason) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .endTerminated()
                .endState()
                .build();
    }
}
