package dev.radin.operator.observe;

import dev.radin.status.PodBlocker;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the API server is asked about a Job that does not go on, because no watch of ours tells it.
 *
 * @param whyNoPods why its controller makes no pods
 * @param whyNoStart why pods that are on a node do not start
 * @param whySuspended who holds up a Job that the operator has not suspended; it is never empty
 */
public record Enquiries(
        Function<ObservedJob, Optional<PodBlocker>> whyNoPods,
        Function<ObservedJob, Optional<PodBlocker>> whyNoStart,
        Function<ObservedJob, PodBlocker> whySuspended) {

    public static Enquiries of(KubernetesClient client) {
        EventReasons events = new EventReasons(client);
        return new Enquiries(events::ofJob, events::ofPods, new QueuedWorkloads(client)::whySuspended);
    }
}
