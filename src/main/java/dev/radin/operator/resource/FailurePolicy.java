package dev.radin.operator.resource;

import dev.radin.fault.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;

/**
 * What a pod's end means for its Job, by the exit codes of {@link Reason}: an eviction burns no retry; a wrong
 * specification ends the Job at once, as every pod would say the same; a bad input and a machine that does not fit end that
 * share, and others go on, as their inputs and machines are others; what is left may pass and is tried again.
 */
final class FailurePolicy {

    /** For failures that may pass. */
    static final int RETRIES = 3;

    private FailurePolicy() {}

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
                .withValues(Reason.InvalidSpec.exitCode())
                .endOnExitCodes()
                .endRule()
                .addNewRule()
                .withAction("FailIndex")
                .withNewOnExitCodes()
                .withContainerName(WorkerPod.CONTAINER)
                .withOperator("In")
                .withValues(Reason.InvalidInput.exitCode(), Reason.MachineUnfit.exitCode())
                .endOnExitCodes()
                .endRule()
                .build();
    }
}
