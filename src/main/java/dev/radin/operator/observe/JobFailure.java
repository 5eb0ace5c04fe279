package dev.radin.operator.observe;

import dev.radin.fault.Reason;
import dev.radin.operator.resource.WorkerPod;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a Job failed: the failure that its worker reported, where it reported any. Of several shares that failed
 * the first counts, as in a run on one machine, and of its pods the latest.
 */
final class JobFailure {

    private static final String OUT_OF_MEMORY = "OOMKilled";
    private static final String EVICTED = "Evicted";

    private JobFailure() {}

    static Receipt.Failure of(ObservedJob job) {
        JobCondition condition = job.failed().orElseThrow();
        List<Pod> failed = job.pods().stream()
                .filter(pod -> "Failed".equals(pod.getStatus().getPhase()))
                .sorted(Comparator.comparing(Receipts::share)
                        .thenComparing(JobFailure::created, Comparator.reverseOrder()))
                .toList();
        if ("DeadlineExceeded".equals(condition.getReason())) {
            return workerFailed("Job " + job.name() + " did not end in time; what it made is kept. Raise"
                    + " spec.workers.stageDeadlineSeconds, or see what keeps its pods: kubectl describe job "
                    + job.name());
        }
        return failed.stream()
                .flatMap(pod -> Receipts.read(pod).stream())
                .flatMap(receipt -> Optional.ofNullable(receipt.failure()).stream())
                .findFirst()
                .or(() -> failed.stream().findFirst().map(pod -> ofPod(pod, job.stage())))
                .orElseGet(() -> workerFailed(
                        "Job " + job.name() + " failed, and its pods are gone: " + condition.getMessage()));
    }

    private static String created(Pod pod) {
        return pod.getMetadata().getCreationTimestamp();
    }

    /** What a node says of the pod as a whole is the cause, and how its containers ended follows from it. */
    private static Receipt.Failure ofPod(Pod pod, Stage stage) {
        String name = pod.getMetadata().getName();
        if (EVICTED.equals(pod.getStatus().getReason())) {
            return workerFailed("pod " + name + " was evicted by its node, each time it was tried: "
                    + pod.getStatus().getMessage() + " "
                    + wayOut(pod.getStatus().getMessage(), stage));
        }
        Optional<ContainerStateTerminated> end = Receipts.terminated(pod);
        if (end.isEmpty()) {
            return workerFailed("pod " + name + " failed before its worker ended: " + whyNotStarted(pod));
        }
        if (OUT_OF_MEMORY.equals(end.get().getReason())) {
            return workerFailed("pod " + name + " was killed for using more memory than its limit, each time it was"
                    + " tried; raise resources.limits.memory of container " + WorkerPod.CONTAINER + " in "
                    + role(stage) + ".template");
        }
        return workerFailed("pod " + name + " ended with exit code " + end.get().getExitCode()
                + ", each time it was tried; see kubectl logs " + name + " -c " + WorkerPod.CONTAINER);
    }

    private static String wayOut(String message, Stage stage) {
        return message != null && message.contains(WorkerPod.SCRATCH_VOLUME)
                ? "Raise " + role(stage) + ".scratch.sizeLimit"
                : "Give container " + WorkerPod.CONTAINER + " resources.requests in " + role(stage)
                        + ".template, so that its node keeps room for it";
    }

    private static String whyNotStarted(Pod pod) {
        return Containers.others(pod)
                .filter(c -> c.getState() != null && c.getState().getTerminated() != null)
                .filter(c -> c.getState().getTerminated().getExitCode() != 0)
                .map(c -> "container " + c.getName() + " ended with exit code "
                        + c.getState().getTerminated().getExitCode() + "; see kubectl logs "
                        + pod.getMetadata().getName() + " -c " + c.getName())
                .findFirst()
                .orElse(
                        pod.getStatus().getMessage() == null
                                ? pod.getStatus().getReason()
                                : pod.getStatus().getMessage());
    }

    /** The part of the resource that says how the stage's pods are run. */
    private static String role(Stage stage) {
        if (stage == Stage.publish) {
            return "spec.workers.passes (without Test datasets: spec.workers.planning)";
        }
        return stage.makesPasses() ? "spec.workers.passes" : "spec.workers.planning";
    }

    private static Receipt.Failure workerFailed(String message) {
        return new Receipt.Failure(Reason.WorkerFailed, message);
    }
}
