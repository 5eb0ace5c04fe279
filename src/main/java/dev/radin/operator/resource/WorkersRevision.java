package dev.radin.operator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Hash;
import dev.radin.protocol.HashForm;
import dev.radin.protocol.StageTask;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What decides how pods are run and nothing of what they compute: the resource's {@code workers} section and its nonce. With
 * another one a failed stage is tried again and a running one is replaced; what succeeded stays.
 *
 * @param hash of which a Job keeps the form of the version that made it
 */
public record WorkersRevision(AskedHash hash) {

    /** Letters and digits of a name; with them the longest resource's pods stay within a DNS label. */
    private static final int TASK_LENGTH = 5;

    private static final int REVISION_LENGTH = 4;

    public static WorkersRevision of(SoupSelection resource) {
        JsonNode workers = KubernetesJson.SERIALIZATION.convertValue(resource.getSpec().workers, JsonNode.class);
        String nonce = Selections.rerunNonce(resource);
        return new WorkersRevision(AskedHash.of(form -> Hash.sha256(List.of(form.text(workers), nonce))));
    }

    /**
     * The resource's name, the stage, a hash of the task, and a hash of this revision; so the revision that made a Job is
     * known from the Job's name alone.
     *
     * @param repetition how many Jobs of this task ended before without a result that could be read
     * @return the name by the present form of hashes, and then those that earlier versions gave it
     */
    public List<String> jobNames(SoupSelection resource, StageTask task, int repetition) {
        String prefix = resource.getMetadata().getName() + "-" + task.stage() + "-";
        List<String> names = new ArrayList<>();
        Iterator<String> revisions = hash.forms().iterator();
        for (String taskHash : task.taskHash().forms()) {
            String work = Hash.sha256(List.of(taskHash, "repetition " + repetition));
            names.add(prefix + brief(work, TASK_LENGTH) + suffix(revisions.next()));
        }
        return List.copyOf(names);
    }

    /** Whether a Job was made for this revision. */
    public boolean made(String jobName) {
        return jobName != null && hash.forms().stream().anyMatch(revision -> jobName.endsWith(suffix(revision)));
    }

    private static String suffix(String revision) {
        return brief(HashForm.hex(revision), REVISION_LENGTH);
    }

    private static String brief(String hex, int length) {
        String letters = new BigInteger(hex, 16).toString(Character.MAX_RADIX);
        return "0".repeat(length).concat(letters).substring(letters.length());
    }
}
