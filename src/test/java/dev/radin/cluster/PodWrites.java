package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What a node writes to the API server about its Pods. A Pod that is gone, or replaced by another, is let be. */
record PodWrites(KubernetesClient client) {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ATTEMPTS = 120;
    private static final int UNPROCESSABLE = 422;

    /** Merged as a kubelet's: conditions that others wrote stay. */
    void status(Pod pod, PodStatus status) {
        // The uid makes the server refuse the write for another Pod of this name.
        Map<String, Object> patch =
                Map.of("metadata", Map.of("uid", pod.getMetadata().getUid()), "status", status);
        unlessGone(() -> resource(pod)
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(patch)));
    }

    /** What a kubelet says of a volume in an event, and nowhere else. */
    void failedMount(Pod pod, String message) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withGenerateName(pod.getMetadata().getName() + ".")
                .endMetadata()
                .withType("Warning")
                .withReason("FailedMount")
                .withMessage(message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource("kubelet", pod.getSpec().getNodeName())
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endInvolvedObject()
                .build();
        unlessGone(() -> client.v1().events().resource(event).create());
    }

    /** The last step of a graceful deletion: the Pod's processes are gone. */
    void forget(Pod pod) {
        unlessGone(() -> resource(pod).withGracePeriod(0).delete());
    }

    private PodResource resource(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    /** Tried until the API server answers, as a kubelet does: it may be away for a while. */
    private static void unlessGone(Runnable write) {
        for (int attempt = 1; !written(write, attempt); attempt++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean written(Runnable write, int attempt) {
        try {
            write.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return true;
            }
            boolean wrong = e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST || e.getCode() == UNPROCESSABLE;
            if (wrong || attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return false;
        }
    }
}
