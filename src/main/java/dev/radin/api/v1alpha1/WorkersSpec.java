package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * How Kubernetes runs the stages; radin run uses passesPerPod only. Templates are kept as they were written: read into types
 * at once, one that does not fit would keep the operator from all other resources.
 */
public class WorkersSpec {

    /** What makes the passes. */
    public enum Device {
        Auto,
        CPU,
        CUDA
    }

    @JsonPropertyDescription(
            "What makes the passes. Auto, the default: CUDA when the worker of passes asks for nvidia.com/… or has a resource"
                    + " claim, as it does where no resources are given, unless the operator was installed for CPUs; else CPU.")
    public Device device;

    @Min(1)
    @Max(256)
    @JsonPropertyDescription("How many pods of a stage run at once at most, 4 by default.")
    public Integer parallelism;

    @Min(1)
    @Max(1000)
    @JsonPropertyDescription("Passes that one pod makes before it ends, 4 by default.")
    public Integer passesPerPod;

    @Min(60)
    @Max(2_592_000)
    @JsonPropertyDescription(
            "Seconds after which a stage that has not ended fails; waiting for nodes counts, suspension does not. 86400, a day, by"
                    + " default.")
    public Long stageDeadlineSeconds;

    @Min(60)
    @Max(2_592_000)
    @JsonPropertyDescription(
            "Seconds after which a stage's Job and pods, with their logs, are removed once it has ended; 86400, a day, by"
                    + " default.")
    public Integer jobTTLSecondsAfterFinished;

    @JsonPropertyDescription(
            "Of all pods: a part of a Pod's template, with its names and their meaning there (kubectl explain pod.spec).")
    public ObjectNode template;

    @JsonPropertyDescription("Pods that run the network: extract, evaluate, and publish when there are test datasets.")
    public PodRoleSpec passes;

    @JsonPropertyDescription("Pods that do not run the network: inspect, rank, and publish without test datasets.")
    public PodRoleSpec planning;
}
