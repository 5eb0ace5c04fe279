package dev.radin.operator.observe;

import dev.radin.status.PodBlocker;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reasons that the cluster reports in Events alone: why a Job has no pods, from the Job controller, and why a pod gets no
 * volume, from its node. They are listed only for a Job that has been stuck for a while.
 */
final class EventReasons {

    private static final Set<String> VOLUME = Set.of("FailedMount", "FailedAttachVolume", "FailedMapVolume");

    /** Begins a message with the name of a pod, which is another one each time the controller tries. */
    private static final String POD = "pods \"[^\"]*\" is forbidden: ";

    private final KubernetesClient client;

    EventReasons(KubernetesClient client) {
        this.client = client;
    }

    /** Why a Job has no pods. */
    Optional<PodBlocker> ofJob(ObservedJob job) {
        return latest(job.job(), Set.of("FailedCreate"))
                .map(message -> message.replaceFirst(POD, ""))
                .map(message -> new PodBlocker(reason(message), "Job " + job.name() + " gets no pods: " + message));
    }

    /** Why one of a Job's pods does not start, though it is on a node. */
    Optional<PodBlocker> ofPods(ObservedJob job) {
        return PodTrouble.stuck(job).stream()
                .flatMap(pod -> latest(pod, VOLUME)
                        .map(message -> new PodBlocker(
                                PodBlocker.Reason.PodConfigInvalid,
                                "pod " + pod.getMetadata().getName() + ": " + message))
                        .stream())
                .findFirst();
    }

    private Optional<String> latest(HasMetadata about, Set<String> reasons) {
        return eventsOf(about).stream()
                .filter(event -> reasons.contains(event.getReason()))
                .max(Comparator.comparing(Event::getLastTimestamp, Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(Event::getMessage);
    }

    private List<Event> eventsOf(HasMetadata about) {
        return client.v1()
                .events()
                .inNamespace(about.getMetadata().getNamespace())
                .withField("involvedObject.uid", about.getMetadata().getUid())
                .withField("type", "Warning")
                .list()
                .getItems();
    }

    private static PodBlocker.Reason reason(String message) {
        return message.contains("exceeded quota") ? PodBlocker.Reason.WaitingForQuota : PodBlocker.Reason.PodsRefused;
    }
}
