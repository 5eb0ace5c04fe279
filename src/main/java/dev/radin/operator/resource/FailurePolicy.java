package dev.radin.operator.resource;

import dev.radin.fault.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.List;

/**
 * What a pod's end means for its Job, by the exit codes of {@link Reason}: an eviction burns no retry; a wrong
 * specification ends the Job at once, as every pod would say the same; a bad input and a machine that does not fit end that
 * share, and others go on, as their inputs and machines are others; what is left may pass and is tried again.
 */
public final class FailurePolicy {

    /** For failures that may pass. */
    static final int RETRIES = 3;

    /** End their Job: every pod would say the same. */
    private static final List<Integer> ENDS_JOB = List.of(Reason.InvalidSpec.exitCode());

    /** End their share alone: the others have other inputs and other machines. */
    private static final List<Integer> ENDS_SHARE =
            List.of(Reason.InvalidInput.exitCode(), Reason.MachineUnfit.exitCode());

    private FailurePolicy() {}

    /** Whether another pod is tried after one whose worker ended with this code. */
    public static boolean triesAgain(int exitCode) {
        return !ENDS_JOB.contains(exitCode) && !ENDS_SHARE.contains(exitCode);
    }

    static PodFailurePolicy ofStages() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(WorkerPod.CONTAINER)
                .withOperator("In")
                .withValues(ENDS_JOB)
                .endOnExitCodes()
                .endRule()
                .addNewRule()
                .withAction("FailIndex")
                .withNewOnExitCodes()
                .withContainerName(WorkerPod.CONTAINER)
                .withOperator("In")
                .withValues(ENDS_SHARE)
                .endOnExitCodes()
                .endRule()
                .build();
    }
}
