package dev.radin.operator.resource;

import dev.radin.protocol.HashForm;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * What a Job does, as its labels and annotations say it: written when the Job is made, and read from whatever they are later.
 *
 * @param round 0 but for rank and evaluate
 * @param taskHash {@link StageTask#taskHash()}, in the form of the version that made it, like the next
 * @param revision {@link WorkersRevision#hash()} of the resource that it was made for
 * @param selectionDigest sha256 of the selection that its pods read
 */
public record JobTask(
        Stage stage, int round, String taskHash, int itemsPerShare, String revision, String selectionDigest) {

    private static final String SHA256 = "[0-9a-f]{64}";
    private static final String COUNT = "[0-9]{1,9}";

    static JobTask of(StageTask task, WorkersRevision revision, String selectionDigest) {
        return new JobTask(
                task.stage(),
                task.round(),
                task.taskHash().present(),
                task.itemsPerShare(),
                revision.hash().present(),
                selectionDigest);
    }

    /** @throws IllegalArgumentException for a label or annotation that the operator did not write, with a sentence about it */
    public static JobTask read(Job job) {
        Map<String, String> labels =
                Objects.requireNonNullElse(job.getMetadata().getLabels(), Map.of());
        Map<String, String> annotations =
                Objects.requireNonNullElse(job.getMetadata().getAnnotations(), Map.of());
        String stage = value("label", labels, JobLabels.STAGE, "[a-z]+");
        if (Arrays.stream(Stage.values()).noneMatch(s -> s.name().equals(stage))) {
            throw wrong("label", JobLabels.STAGE, stage);
        }
        int itemsPerShare =
                Integer.parseInt(value("annotation", annotations, JobLabels.ITEMS_PER_SHARE, "[1-9][0-9]{0,8}"));
        return new JobTask(
                Stage.valueOf(stage),
                Integer.parseInt(value("annotation", annotations, JobLabels.ROUND, COUNT)),
                value("label", labels, JobLabels.TASK_HASH, HashForm.KEPT),
                itemsPerShare,
                value("annotation", annotations, JobLabels.REVISION, HashForm.KEPT),
                value("annotation", annotations, JobLabels.SELECTION_DIGEST, SHA256));
    }

    private static String value(String kind, Map<String, String> values, String key, String form) {
        String value = values.get(key);
        if (value == null || !value.matches(form)) {
            throw wrong(kind, key, value);
        }
        return value;
    }

    private static IllegalArgumentException wrong(String kind, String key, String value) {
        return new IllegalArgumentException(
                "its " + kind + " " + key + " is " + (value == null ? "missing" : "\"" + value + "\""));
    }

    /** Whether this is the task that it does. */
    public boolean isOf(StageTask task) {
        return stage == task.stage() && round == task.round() && task.taskHash().is(taskHash);
    }

    /** Whether both do the same work, however their pods are run. */
    public boolean isSameWork(JobTask other) {
        return stage == other.stage && taskHash.equals(other.taskHash);
    }

    Map<String, String> labels() {
        return Map.of(JobLabels.STAGE, stage.name(), JobLabels.TASK_HASH, taskHash);
    }

    Map<String, String> annotations() {
        return Map.of(
                JobLabels.REVISION,
                revision,
                JobLabels.ROUND,
                Integer.toString(round),
                JobLabels.ITEMS_PER_SHARE,
                Integer.toString(itemsPerShare),
                JobLabels.SELECTION_DIGEST,
                selectionDigest);
    }
}
