package dev.radin.operator.observe;

import dev.radin.operator.resource.PodRole;
import dev.radin.operator.resource.WorkerPod;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;

/** What a node says of a pod that it evicted, would not take, or ended: its own reason and words, and what helps. */
final class NodeVerdict {

    private static final String EVICTED = "Evicted";

    private final Pod pod;
    private final String reason;
    private final String message;

    private NodeVerdict(Pod pod) {
        this.pod = pod;
        this.reason = pod.getStatus().getReason();
        this.message =
                Objects.requireNonNullElse(pod.getStatus().getMessage(), "").strip();
    }

    /** Empty where the node says nothing of the pod as a whole. */
    static Optional<NodeVerdict> of(Pod pod) {
        return pod.getStatus().getReason() == null ? Optional.empty() : Optional.of(new NodeVerdict(pod));
    }

    String words(PodRole role) {
        String what = reason.equals(EVICTED) ? " was evicted by its node" : " was ended by its node (" + reason + ")";
        String full = message.isEmpty() || message.endsWith(".") ? message : message + ".";
        return "pod " + pod.getMetadata().getName() + what + ", each time it was tried"
                + (full.isEmpty() ? ". " : ": " + full + " ") + wayOut(role.field());
    }

    private String wayOut(String field) {
        if (reason.equals(EVICTED)) {
            return evicted(field);
        }
        if (reason.startsWith("OutOf")) {
            return "What " + field + ".template requests must fit beside what runs on the node: "
                    + PodFailure.look(pod);
        }
        return reason.contains("Affinity")
                ? "The nodeSelector and affinity of " + field + ".template must be true of the node: "
                        + PodFailure.look(pod)
                : PodFailure.look(pod);
    }

    private String evicted(String field) {
        if (message.contains(WorkerPod.SCRATCH_VOLUME)) {
            return "Raise " + field + ".scratch.sizeLimit";
        }
        if (message.contains("EmptyDir")) {
            return "Raise its sizeLimit in " + field + ".template";
        }
        if (message.contains("ephemeral") && message.contains("limit")) {
            return "Raise resources.limits.ephemeral-storage in " + field + ".template";
        }
        return "Give container " + WorkerPod.CONTAINER + " resources.requests in " + field
                + ".template, so that its node keeps room for it";
    }
}
