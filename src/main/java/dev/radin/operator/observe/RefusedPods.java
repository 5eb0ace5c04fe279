package dev.radin.operator.observe;

import dev.radin.status.Waiting;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.Optional;

/**
 * Why a Job has no pods: the Job controller says it in Events alone. Asked for only when a Job has been without pods for a
 * while, so that nothing is listed as long as all goes well.
 */
public final class RefusedPods {

    private final KubernetesClient client;

    public RefusedPods(KubernetesClient client) {
        this.client = client;
    }

    public Optional<Waiting> of(ObservedJob job) {
        return client
                .v1()
                .events()
                .inNamespace(job.job().getMetadata().getNamespace())
                .withField("involvedObject.uid", job.job().getMetadata().getUid())
                .withField("reason", "FailedCreate")
                .list()
                .getItems()
                .stream()
                .max(Comparator.comparing(Event::getLastTimestamp, Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(Event::getMessage)
                .map(message -> new Waiting(reason(message), "Job " + job.name() + " gets no pods: " + message));
    }

    private static Waiting.Reason reason(String message) {
        return message.contains("exceeded quota") ? Waiting.Reason.WaitingForQuota : Waiting.Reason.PodsRefused;
    }
}
