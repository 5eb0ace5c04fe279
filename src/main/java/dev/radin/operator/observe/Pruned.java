package dev.radin.operator.observe;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.resource.JobLabels;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Of each watched object what is looked at, and nothing else: a thousand selections have thousands of pods, and most of a pod
 * is its template. A change of anything else is no news.
 */
public final class Pruned {

    private Pruned() {}

    /** All but the record of who set which field. */
    public static SoupSelection selection(SoupSelection resource) {
        resource.getMetadata().setManagedFields(null);
        return resource;
    }

    public static Job job(Job job) {
        return new JobBuilder()
                .withMetadata(metadata(job))
                .editMetadata()
                .withFinalizers(job.getMetadata().getFinalizers())
                .endMetadata()
                .withNewSpec()
                .withSuspend(job.getSpec().getSuspend())
                .withParallelism(job.getSpec().getParallelism())
                .withCompletions(job.getSpec().getCompletions())
                .endSpec()
                .withStatus(status(job.getStatus()))
                .build();
    }

    public static Pod pod(Pod pod) {
        return new PodBuilder()
                .withMetadata(metadata(pod))
                .withNewSpec()
                .withNodeName(pod.getSpec().getNodeName())
                .endSpec()
                .withStatus(status(pod.getStatus()))
                .build();
    }

    /** Whether two versions of an object look different when they are pruned. */
    public static <T extends HasMetadata> boolean isNews(UnaryOperator<T> prune, T before, T now) {
        return !withoutVersion(prune.apply(before)).equals(withoutVersion(prune.apply(now)));
    }

    private static <T extends HasMetadata> T withoutVersion(T pruned) {
        pruned.getMetadata().setResourceVersion(null);
        return pruned;
    }

    private static JobStatus status(JobStatus status) {
        return status == null
                ? null
                : new JobStatusBuilder()
                        .withActive(status.getActive())
                        .withSucceeded(status.getSucceeded())
                        .withConditions(status.getConditions())
                        .withStartTime(status.getStartTime())
                        .withCompletionTime(status.getCompletionTime())
                        .build();
    }

    private static PodStatus status(PodStatus status) {
        return status == null
                ? new PodStatus()
                : new PodStatusBuilder()
                        .withPhase(status.getPhase())
                        .withReason(status.getReason())
                        .withMessage(status.getMessage())
                        .withConditions(status.getConditions().stream()
                                .filter(c -> PodTrouble.SCHEDULED.equals(c.getType()))
                                .toList())
                        .withInitContainerStatuses(status.getInitContainerStatuses().stream()
                                .map(Pruned::status)
                                .toList())
                        .withContainerStatuses(status.getContainerStatuses().stream()
                                .map(Pruned::status)
                                .toList())
                        .build();
    }

    private static ContainerStatus status(ContainerStatus container) {
        ContainerState state = container.getState();
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withState(state == null || state.getTerminated() == null ? state : ended(state.getTerminated()))
                .build();
    }

    private static ContainerState ended(ContainerStateTerminated terminated) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(terminated.getExitCode())
                .withReason(terminated.getReason())
                .withMessage(terminated.getMessage())
                .withFinishedAt(terminated.getFinishedAt())
                .endTerminated()
                .build();
    }

    private static ObjectMeta metadata(HasMetadata resource) {
        ObjectMeta metadata = resource.getMetadata();
        ObjectMeta pruned = new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withCreationTimestamp(metadata.getCreationTimestamp())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .withOwnerReferences(metadata.getOwnerReferences().stream()
                        .map(Pruned::owner)
                        .toList())
                .build();
        pruned.setLabels(known(metadata.getLabels()));
        pruned.setAnnotations(known(metadata.getAnnotations()));
        return pruned;
    }

    private static OwnerReference owner(OwnerReference reference) {
        return new OwnerReferenceBuilder()
                .withUid(reference.getUid())
                .withController(reference.getController())
                .build();
    }

    private static Map<String, String> known(Map<String, String> labels) {
        return labels == null
                ? Map.of()
                : labels.entrySet().stream()
                        .filter(e -> JobLabels.areRead(e.getKey()) || e.getKey().equals(Receipts.INDEX))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
