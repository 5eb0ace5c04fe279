package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.protocol.Hash;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigInteger;
import java.util.List;

/**
 * What decides how pods are run and nothing of what they compute: the resource's {@code workers} section and its nonce. With
 * another one a failed stage is tried again and a running one is replaced; what succeeded stays.
 *
 * @param hash 16 hex digits
 */
public record WorkersRevision(String hash) {

    /** Letters and digits of a name; with them the longest resource's pods stay within a DNS label. */
    private static final int TASK_LENGTH = 5;

    private static final int REVISION_LENGTH = 4;

    public static WorkersRevision of(SoupSelection resource) {
        return new WorkersRevision(Hash.brief(Hash.sha256(
                List.of(Serialization.asJson(resource.getSpec().workers), Selections.rerunNonce(resource)))));
    }

    /**
     * The resource's name, the stage, a hash of the task, and a hash of this revision; so the revision that made a Job is
     * known from the Job's name alone.
     *
     * @param repetition how many Jobs of this task ended before without a result that could be read
     */
    public String jobName(SoupSelection resource, StageTask task, int repetition) {
        String work = Hash.sha256(List.of(task.taskHash(), "repetition " + repetition));
        return resource.getMetadata().getName() + "-" + task.stage() + "-" + brief(work, TASK_LENGTH) + suffix();
    }

    /** Whether a Job was made for this revision. */
    public boolean made(String jobName) {
        return jobName != null && jobName.endsWith(suffix());
    }

    private String suffix() {
        return brief(hash, REVISION_LENGTH);
    }

    private static String brief(String hex, int length) {
        String letters = new BigInteger(hex, 16).toString(Character.MAX_RADIX);
        return "0".repeat(length).concat(letters).substring(letters.length());
    }
}
