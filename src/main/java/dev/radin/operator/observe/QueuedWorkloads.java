package dev.radin.operator.observe;

import dev.radin.status.PodBlocker;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a Job is suspended, from the Workload by which Kueue queues it: for a Job that never ran, Kueue says it nowhere else.
 * There may be no Kueue, or none that the operator may ask; then only the Job itself is known.
 */
final class QueuedWorkloads {

    private static final String GROUP = "kueue.x-k8s.io";
    private static final String JOB_UID = GROUP + "/job-uid";

    /** The newest first: older releases of Kueue have only the second, newer ones will drop it. */
    private static final List<String> VERSIONS = List.of("v1beta2", "v1beta1");

    private final KubernetesClient client;

    QueuedWorkloads(KubernetesClient client) {
        this.client = client;
    }

    PodBlocker whySuspended(ObservedJob job) {
        return newest(job)
                .map(workload -> new QueuedWorkload(workload, job).blocker())
                .orElseGet(() -> job.isQueued()
                        ? new PodBlocker(
                                PodBlocker.Reason.WaitingForQuota,
                                "Job " + job.name() + " waits for its queue to admit it")
                        : new PodBlocker(
                                PodBlocker.Reason.JobSuspended,
                                "Job " + job.name()
                                        + " is suspended, and not by this operator; whoever did it, such as a queue"
                                        + " that takes Jobs without a label, resumes it: kubectl get job " + job.name()
                                        + " -o yaml --show-managed-fields"));
    }

    private Optional<GenericKubernetesResource> newest(ObservedJob job) {
        return VERSIONS.stream()
                .map(version -> list(job, version))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(workloads -> workloads.getItems().stream()
                        .max(Comparator.comparing(
                                workload -> workload.getMetadata().getCreationTimestamp())));
    }

    /** @return empty where the API server does not have this version, or does not show it */
    private Optional<GenericKubernetesResourceList> list(ObservedJob job, String version) {
        try {
            return Optional.of(client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                            .withGroup(GROUP)
                            .withVersion(version)
                            .withKind("Workload")
                            .withPlural("workloads")
                            .withNamespaced(true)
                            .build())
                    .inNamespace(job.job().getMetadata().getNamespace())
                    .withLabel(JOB_UID, job.job().getMetadata().getUid())
                    .list());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
