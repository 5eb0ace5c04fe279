package dev.radin.operator.observe;

import dev.radin.fault.Reason;
import dev.radin.protocol.Receipt;
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
                    + " spec.workers.stageTimeoutSeconds, or see what keeps its pods: kubectl describe job "
                    + job.name());
        }
        return failed.stream()
                .flatMap(pod -> Receipts.read(pod).stream())
                .flatMap(receipt -> Optional.ofNullable(receipt.failure()).stream())
                .findFirst()
                .or(() -> failed.stream().findFirst().map(JobFailure::ofPod))
                .orElseGet(() -> workerFailed(
                        "Job " + job.name() + " failed, and its pods are gone: " + condition.getMessage()));
    }

    private static String created(Pod pod) {
        return pod.getMetadata().getCreationTimestamp();
    }

    private static Receipt.Failure ofPod(Pod pod) {
        String name = pod.getMetadata().getName();
        Optional<ContainerStateTerminated> end = Receipts.terminated(pod);
        if (end.isEmpty()) {
            String why = pod.getStatus().getMessage() == null
                    ? pod.getStatus().getReason()
                    : pod.getStatus().getMessage();
            return workerFailed("pod " + name + " failed before its worker ended: " + why);
        }
        if (OUT_OF_MEMORY.equals(end.get().getReason())) {
            return workerFailed("pod " + name + " was killed for using more memory than its limit, each time it was"
                    + " tried; raise resources.limits.memory in spec.workers.gpu or spec.workers.cpu");
        }
        return workerFailed("pod " + name + " ended with exit code " + end.get().getExitCode()
                + ", each time it was tried; see kubectl logs " + name);
    }

    private static Receipt.Failure workerFailed(String message) {
        return new Receipt.Failure(Reason.WorkerFailed, message);
    }
}
