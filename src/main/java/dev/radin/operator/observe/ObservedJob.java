package dev.radin.operator.observe;

import dev.radin.operator.resource.JobLabels;
import dev.radin.plan.StageResult;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Receipt;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Job of a selection as the caches hold it, with the pods that it controls.
 *
 * @param job made by the operator: its labels and annotations say what it does
 */
public record ObservedJob(Job job, List<Pod> pods) {

    public String name() {
        return job.getMetadata().getName();
    }

    public Stage stage() {
        return Stage.valueOf(job.getMetadata().getLabels().get(JobLabels.STAGE));
    }

    public boolean isOf(StageTask task) {
        return stage() == task.stage() && task.work().equals(work());
    }

    public boolean isSameWork(ObservedJob other) {
        return stage() == other.stage() && work().equals(other.work());
    }

    private String work() {
        return job.getMetadata().getLabels().get(JobLabels.WORK);
    }

    public String attempt() {
        return annotation(JobLabels.ATTEMPT);
    }

    public String selectionDigest() {
        return annotation(JobLabels.SELECTION_DIGEST);
    }

    private String annotation(String key) {
        return job.getMetadata().getAnnotations().get(key);
    }

    public boolean isBeingDeleted() {
        return job.getMetadata().getDeletionTimestamp() != null;
    }

    public boolean isSuspended() {
        return Boolean.TRUE.equals(job.getSpec().getSuspend());
    }

    /** By a queue such as Kueue, which then decides when it runs. */
    public boolean isQueued() {
        return job.getMetadata().getLabels().containsKey(JobLabels.QUEUE);
    }

    /**
     * Jobs and pods are watched apart: a Job may be seen complete before its last pod is seen to have ended, and what that
     * pod said would be taken for lost.
     */
    public boolean isFinished() {
        return failed().isPresent() || completed().isPresent();
    }

    private Optional<JobCondition> completed() {
        return condition("Complete").filter(c -> livePods().isEmpty());
    }

    Optional<JobCondition> failed() {
        return condition("Failed");
    }

    private Optional<JobCondition> condition(String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
                        .findFirst();
    }

    /** How many of the stage's items finished shares stand for, at most {@code items}. */
    public int itemsDone(int items) {
        int shares = job.getStatus() == null
                ? 0
                : Objects.requireNonNullElse(job.getStatus().getSucceeded(), 0);
        return (int) Math.min(items, (long) shares * Integer.parseInt(annotation(JobLabels.ITEMS_PER_SHARE)));
    }

    /** Pods that have neither succeeded nor failed. */
    public List<Pod> livePods() {
        return pods.stream().filter(pod -> !Receipts.hasEnded(pod)).toList();
    }

    /**
     * Since when it has had no pods although its controller has looked at it, as when a quota or a policy refuses them. A pod
     * that has just ended is not missed: the controller counts it first, then completes the Job or makes the next one.
     */
    public Optional<Instant> podlessSince() {
        if (isSuspended() || !wasLookedAt() || !livePods().isEmpty() || everyShareSucceeded()) {
            return Optional.empty();
        }
        Stream<Instant> ends = pods.stream().flatMap(pod -> Receipts.end(pod).stream());
        return Stream.concat(Stream.of(start()), ends).max(Comparator.naturalOrder());
    }

    /** Since its last pod ended, or at all if it had none. */
    private boolean wasLookedAt() {
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
                >= Objects.requireNonNullElse(job.getSpec().getCompletions(), 1);
    }

    /** Empty while it runs, and when it succeeded without its receipt being there. */
    public Optional<EndedStage> ended() {
        Optional<Receipt> receipt = failed().isPresent()
                ? Optional.of(Receipt.failed(stage(), JobFailure.of(this)))
                : completed().flatMap(c -> Receipts.of(this));
        return receipt.map(r -> new EndedStage(new StageResult(task(), r), start(), end(), name()));
    }

    /** Whether nothing of what its pods said is missing. */
    public boolean hasEveryReceipt() {
        return !stage().makesPasses()
                || failed().isPresent()
                || Receipts.byShare(this).size()
                        == Objects.requireNonNullElse(job.getStatus().getSucceeded(), 0);
    }

    /** As much of its task as its result is known by. */
    private StageTask task() {
        int round = Integer.parseInt(annotation(JobLabels.ROUND));
        return new StageTask(stage(), round, work(), 1, 1, null, null, Cost.NONE);
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
