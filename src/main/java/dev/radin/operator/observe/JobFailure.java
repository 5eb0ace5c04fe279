package dev.radin.operator.observe;

import dev.radin.fault.Reason;
import dev.radin.operator.resource.PodRole;
import dev.radin.protocol.Receipt;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a Job failed: the failure that its worker reported, where it reported any. Of several shares that failed
 * the first counts, as in a run on one machine, and of its pods the latest. A share that was tried again and succeeded has
 * failed pods too, which are nobody's failure.
 */
final class JobFailure {

    private final ObservedJob job;
    private final List<Pod> failed;

    private JobFailure(ObservedJob job) {
        this.job = job;
        Set<Integer> succeeded = job.pods().stream()
                .filter(Receipts::hasSucceeded)
                .map(Receipts::share)
                .collect(Collectors.toSet());
        this.failed = job.pods().stream()
                .filter(pod -> "Failed".equals(pod.getStatus().getPhase()) && !succeeded.contains(Receipts.share(pod)))
                .sorted(Comparator.comparing(Receipts::share)
                        .thenComparing(JobFailure::created, Comparator.reverseOrder()))
                .toList();
    }

    /** @param role of its pods */
    static Receipt.Failure of(ObservedJob job, PodRole role) {
        JobCondition condition = job.failed().orElseThrow();
        if ("DeadlineExceeded".equals(condition.getReason())) {
            return workerFailed("Job " + job.name() + " did not end in time; what it made is kept. Raise"
                    + " spec.workers.stageDeadlineSeconds, or see what keeps its pods: kubectl describe job "
                    + job.name());
        }
        JobFailure failure = new JobFailure(job);
        return failure.reported()
                .or(() -> failure.failed.stream().findFirst().map(pod -> workerFailed(PodFailure.of(pod, role))))
                .orElseGet(() -> workerFailed(
                        "Job " + job.name() + " failed, and its pods are gone: " + condition.getMessage()));
    }

    private Optional<Receipt.Failure> reported() {
        return failed.stream()
                .flatMap(pod -> reported(pod).map(failure -> located(failure, pod)))
                .findFirst();
    }

    private static Stream<Receipt.Failure> reported(Pod pod) {
        return Receipts.read(pod).stream().flatMap(receipt -> Optional.ofNullable(receipt.failure()).stream());
    }

    /** Shares run on machines of their own, of which one may be at fault. */
    private Receipt.Failure located(Receipt.Failure failure, Pod pod) {
        int shares = job.shares();
        if (!failure.reason().concernsOneMachine() || shares == 1) {
            return failure;
        }
        long alike = failed.stream()
                .filter(other -> reported(other).anyMatch(f -> f.reason() == failure.reason()))
                .map(Receipts::share)
                .distinct()
                .count();
        String said = failure.message().endsWith(".") ? failure.message() : failure.message() + ".";
        return new Receipt.Failure(
                failure.reason(),
                said + " " + alike + " of " + shares + " shares ended so, the first in " + PodFailure.place(pod)
                        + (alike < shares ? "; what the others made is kept" : ""));
    }

    private static String created(Pod pod) {
        return pod.getMetadata().getCreationTimestamp();
    }

    private static Receipt.Failure workerFailed(String message) {
        return new Receipt.Failure(Reason.WorkerFailed, message);
    }
}
