package dev.radin.operator.observe;

import dev.radin.fault.RadinException;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.TerminationMessage;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The receipts that pods left. Anybody who may make pods can forge one, so a receipt counts only when it is whole, and what
 * becomes part of a path or an argument only when it has the form of a result's name. What it counts is believed.
 */
final class Receipts {

    /** Annotation of a pod: which share it does. */
    static final String INDEX = "batch.kubernetes.io/job-completion-index";

    private Receipts() {}

    /**
     * Of a Job that completed.
     *
     * @return empty when the stage's result is not known. Of stages that make passes the receipts hold only counts, so
     *     theirs may be missing: the passes are published.
     */
    static Optional<Receipt> of(ObservedJob job) {
        Map<Integer, Receipt> byShare = byShare(job);
        if (job.stage().makesPasses()) {
            return Optional.of(Receipt.merge(job.stage(), List.copyOf(byShare.values())));
        }
        return byShare.values().stream()
                // It becomes an argument of later pods and a part of paths.
                .filter(receipt -> receipt.result().matches(Hash.BRIEF))
                .findFirst();
    }

    /** Of the pods that succeeded and are still there. */
    static Map<Integer, Receipt> byShare(ObservedJob job) {
        Map<Integer, Receipt> byShare = new TreeMap<>();
        for (Pod pod : job.pods()) {
            if (hasSucceeded(pod)) {
                read(pod)
                        .filter(r -> r.stage() == job.stage() && r.failure() == null)
                        .ifPresent(r -> byShare.put(share(pod), r));
            }
        }
        return byShare;
    }

    /** Which share of its Job a pod has; -1 for a pod that does not say it. */
    static int share(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        try {
            return annotations == null ? -1 : Integer.parseInt(annotations.getOrDefault(INDEX, "-1"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The worker's receipt, from a pod that ended well or badly. */
    static Optional<Receipt> read(Pod pod) {
        return terminated(pod)
                .map(ContainerStateTerminated::getMessage)
                .filter(message -> message.startsWith("{"))
                .flatMap(message -> {
                    try {
                        return Optional.of(TerminationMessage.read(
                                message, "pod " + pod.getMetadata().getName()));
                    } catch (RadinException e) {
                        // Cut off, or of another version: as good as none.
                        return Optional.empty();
                    }
                });
    }

    /** How the worker ended; empty while it has not. */
    static Optional<ContainerStateTerminated> terminated(Pod pod) {
        return Containers.worker(pod).flatMap(state -> Optional.ofNullable(state.getTerminated()));
    }

    static Optional<Instant> end(Pod pod) {
        return terminated(pod).map(ContainerStateTerminated::getFinishedAt).map(Instant::parse);
    }

    static boolean hasSucceeded(Pod pod) {
        return pod.getStatus() != null && "Succeeded".equals(pod.getStatus().getPhase());
    }

    static boolean hasEnded(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }
}
