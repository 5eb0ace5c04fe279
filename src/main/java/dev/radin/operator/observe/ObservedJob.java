package dev.radin.operator.observe;

import dev.radin.operator.resource.JobLabels;
import dev.radin.operator.resource.JobTask;
import dev.radin.operator.resource.PodRole;
import dev.radin.operator.resource.Queueing;
import dev.radin.plan.StageResult;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.status.EndedStage;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Job of a selection as the caches hold it, with the pods that it controls.
 *
 * @param task what it does
 */
public record ObservedJob(Job job, JobTask task, List<Pod> pods) {

    public String name() {
        return job.getMetadata().getName();
    }

    public Stage stage() {
        return task.stage();
    }

    public boolean isBeingDeleted() {
        return job.getMetadata().getDeletionTimestamp() != null;
    }

    public boolean isSuspended() {
        return JobState.isSuspended(job);
    }

    /** Whether the operator suspended it and has not resumed it, whatever others did since. */
    public boolean hasOurSuspension() {
        return job.getMetadata().getAnnotations() != null
                && "true".equals(job.getMetadata().getAnnotations().get(JobLabels.SUSPENDED));
    }

    /** By a queue such as Kueue, which then decides when it runs. */
    public boolean isQueued() {
        return job.getMetadata().getLabels().containsKey(JobLabels.QUEUE);
    }

    /** Whether the operator suspended it, and somebody resumed it: a queue that takes Jobs without a label. */
    public boolean isResumedByAnother() {
        return hasOurSuspension() && !isSuspended();
    }

    /** How it was to be queued when it was made: {@link Queueing#asked()}. */
    public String askedQueue() {
        Map<String, String> annotations = job.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(JobLabels.ASKED_QUEUE, "");
    }

    /** Since when somebody else has kept it suspended; empty when nobody does. */
    public Optional<Instant> heldSince() {
        if (!isSuspended() || hasOurSuspension()) {
            return Optional.empty();
        }
        return since("Suspended").or(() -> Optional.of(created()));
    }

    private Optional<Instant> since(String... types) {
        return JobState.holding(job, types)
                .flatMap(c -> Stream.ofNullable(c.getLastTransitionTime()))
                .map(Instant::parse)
                .findFirst();
    }

    /**
     * Whether it succeeded or failed, and all of its pods are known to have ended. Jobs and pods are watched apart: the
     * cache may have the end of a Job before that of its last pod, whose receipt would then be taken for lost.
     */
    public boolean isFinished() {
        return failed().isPresent() || completed().isPresent();
    }

    private Optional<JobCondition> completed() {
        return end(JobState.COMPLETE);
    }

    Optional<JobCondition> failed() {
        return end(JobState.FAILED);
    }

    private Optional<JobCondition> end(String type) {
        return livePods().isEmpty() ? JobState.holding(job, type).findFirst() : Optional.empty();
    }

    int shares() {
        return Objects.requireNonNullElse(job.getSpec().getCompletions(), 1);
    }

    /** How many of the stage's items finished shares stand for, at most {@code items}. */
    public int itemsDone(int items) {
        int shares = job.getStatus() == null
                ? 0
                : Objects.requireNonNullElse(job.getStatus().getSucceeded(), 0);
        return (int) Math.min(items, (long) shares * task.itemsPerShare());
    }

    /** Pods that have neither succeeded nor failed. */
    public List<Pod> livePods() {
        return pods.stream().filter(pod -> !Receipts.hasEnded(pod)).toList();
    }

    /**
     * Since when it has had no pods although the Job controller has started it, as when a quota or a policy refuses them:
     * the end of its last pod, or its own start when it had none. Whoever asks has to allow for some time after a pod's end,
     * in which the controller counts that pod and completes the Job or makes the next one.
     */
    public Optional<Instant> podlessSince() {
        if (isSuspended() || !isStartedAndIdle() || !livePods().isEmpty() || everyShareSucceeded()) {
            return Optional.empty();
        }
        return Stream.concat(Stream.of(start()), podEnds()).max(Comparator.naturalOrder());
    }

    private Stream<Instant> podEnds() {
        return pods.stream().flatMap(pod -> Receipts.end(pod).stream());
    }

    /** Since when all that it was for has been done, although it has not ended, as far as it is seen. */
    public Optional<Instant> unfinishedSince() {
        return isFinished() || isSuspended() || !livePods().isEmpty() || !everyShareSucceeded()
                ? Optional.empty()
                : podEnds().max(Comparator.naturalOrder());
    }

    /** Since when no controller has taken it up, although nothing holds it; empty where one has. */
    public Optional<Instant> untouchedSince() {
        boolean isTaken = job.getStatus() != null && job.getStatus().getStartTime() != null;
        return isTaken || isSuspended() || isFinished() ? Optional.empty() : Optional.of(created());
    }

    /** Since when it has ended while pods of it, as far as they are seen, have not. */
    public Optional<Instant> unseenSince() {
        return livePods().isEmpty() ? Optional.empty() : since(JobState.COMPLETE, JobState.FAILED);
    }

    /** Since when it is being deleted. */
    public Optional<Instant> deletedSince() {
        return Optional.ofNullable(job.getMetadata().getDeletionTimestamp()).map(Instant::parse);
    }

    /** Whether the controller has started it and counts no pod as running. */
    private boolean isStartedAndIdle() {
        JobStatus status = job.getStatus();
        return status != null
                && status.getStartTime() != null
                && Objects.requireNonNullElse(status.getActive(), 0) == 0;
    }

    private boolean everyShareSucceeded() {
        return pods.stream()
                        .filter(Receipts::hasSucceeded)
                        .map(Receipts::share)
                        .distinct()
                        .count()
                >= shares();
    }

    /**
     * Empty while it runs, and when it succeeded and its receipt is gone or cannot be read.
     *
     * @param selection that it works for
     */
    public Optional<EndedStage> ended(Selection selection) {
        Optional<Receipt> receipt = failed().isPresent()
                ? Optional.of(Receipt.failed(stage(), JobFailure.of(this, PodRole.of(stage(), selection))))
                : completed().flatMap(c -> Receipts.of(this));
        return receipt.map(
                r -> new EndedStage(new StageResult(stageTask(), r, hasEveryReceipt()), start(), end(), name()));
    }

    /** Whether the receipt of each share that succeeded can still be read. */
    private boolean hasEveryReceipt() {
        return !stage().makesPasses()
                || failed().isPresent()
                || Receipts.byShare(this).size()
                        == Objects.requireNonNullElse(job.getStatus().getSucceeded(), 0);
    }

    /** As much of the task as identifies its result. */
    private StageTask stageTask() {
        return new StageTask(stage(), task.round(), AskedHash.kept(task.taskHash()), 1, 1, null, null, Cost.NONE);
    }

    public Instant created() {
        return Instant.parse(job.getMetadata().getCreationTimestamp());
    }

    private Instant start() {
        String time = job.getStatus().getStartTime();
        return time == null ? created() : Instant.parse(time);
    }

    private Instant end() {
        String time = job.getStatus().getCompletionTime();
        return time != null
                ? Instant.parse(time)
                : failed().map(JobCondition::getLastTransitionTime)
                        .map(Instant::parse)
                        .orElse(null);
    }
}
