package dev.radin.operator.observe;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.resource.JobLabels;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Of each watched object what is looked at, and nothing else: a thousand selections have thousands of pods, and most of a pod
 * is its template. A change of anything else is no news. Thousands of pods also say the same things, which are kept once, and
 * each part of one comes with an empty map for fields that it does not know, which is exchanged for one that all share.
 */
public final class Pruned {

    /** Of pods that have succeeded, which are most of all: nobody asks on which node. */
    private static final PodSpec DONE = new PodSpec();

    private static final String SUCCEEDED = "Succeeded";

    private Pruned() {}

    /** All but the record of who set which field. */
    public static SoupSelection selection(SoupSelection resource) {
        resource.getMetadata().setManagedFields(null);
        return resource;
    }

    public static Job job(Job job) {
        ObjectMeta metadata = metadata(job);
        metadata.setFinalizers(
                job.getMetadata().getFinalizers().stream().map(Pruned::once).toList());
        JobSpec spec = new JobSpec();
        spec.setSuspend(job.getSpec().getSuspend());
        spec.setParallelism(job.getSpec().getParallelism());
        spec.setCompletions(job.getSpec().getCompletions());
        spec.setAdditionalProperties(Map.of());
        Job pruned = new Job();
        pruned.setMetadata(metadata);
        pruned.setSpec(spec);
        pruned.setStatus(status(job.getStatus()));
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    public static Pod pod(Pod pod) {
        PodStatus status = status(pod.getStatus());
        Pod pruned = new Pod();
        pruned.setMetadata(metadata(pod));
        pruned.setSpec(SUCCEEDED.equals(status.getPhase()) ? DONE : spec(pod.getSpec()));
        pruned.setStatus(status);
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    /** Whether two versions of an object look different when they are pruned. */
    public static <T extends HasMetadata> boolean isNews(UnaryOperator<T> prune, T before, T now) {
        return !withoutVersion(prune.apply(before)).equals(withoutVersion(prune.apply(now)));
    }

    private static <T extends HasMetadata> T withoutVersion(T pruned) {
        pruned.getMetadata().setResourceVersion(null);
        return pruned;
    }

    private static PodSpec spec(PodSpec spec) {
        PodSpec pruned = new PodSpec();
        pruned.setNodeName(once(spec.getNodeName()));
        return pruned;
    }

    private static JobStatus status(JobStatus status) {
        if (status == null) {
            return null;
        }
        JobStatus pruned = new JobStatus();
        pruned.setActive(status.getActive());
        pruned.setSucceeded(status.getSucceeded());
        pruned.setConditions(
                status.getConditions().stream().map(Pruned::condition).toList());
        pruned.setStartTime(status.getStartTime());
        pruned.setCompletionTime(status.getCompletionTime());
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    private static JobCondition condition(JobCondition condition) {
        JobCondition pruned = new JobCondition();
        pruned.setType(once(condition.getType()));
        pruned.setStatus(once(condition.getStatus()));
        pruned.setReason(once(condition.getReason()));
        pruned.setMessage(once(condition.getMessage()));
        pruned.setLastProbeTime(condition.getLastProbeTime());
        pruned.setLastTransitionTime(condition.getLastTransitionTime());
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    private static PodStatus status(PodStatus status) {
        PodStatus pruned = new PodStatus();
        if (status == null) {
            return pruned;
        }
        pruned.setPhase(once(status.getPhase()));
        pruned.setReason(once(status.getReason()));
        pruned.setMessage(status.getMessage());
        if (!SUCCEEDED.equals(status.getPhase())) {
            pruned.setConditions(status.getConditions().stream()
                    .filter(c -> PodTrouble.SCHEDULED.equals(c.getType()))
                    .toList());
        }
        pruned.setInitContainerStatuses(
                status.getInitContainerStatuses().stream().map(Pruned::status).toList());
        pruned.setContainerStatuses(
                status.getContainerStatuses().stream().map(Pruned::status).toList());
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    private static ContainerStatus status(ContainerStatus container) {
        ContainerState state = container.getState();
        ContainerStatus pruned = new ContainerStatus();
        pruned.setName(once(container.getName()));
        pruned.setState(state == null || state.getTerminated() == null ? state : ended(state.getTerminated()));
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    private static ContainerState ended(ContainerStateTerminated terminated) {
        ContainerStateTerminated end = new ContainerStateTerminated();
        end.setExitCode(terminated.getExitCode());
        end.setReason(once(terminated.getReason()));
        end.setMessage(terminated.getMessage());
        end.setFinishedAt(terminated.getFinishedAt());
        end.setAdditionalProperties(Map.of());
        ContainerState pruned = new ContainerState();
        pruned.setTerminated(end);
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    private static ObjectMeta metadata(HasMetadata resource) {
        ObjectMeta metadata = resource.getMetadata();
        ObjectMeta pruned = new ObjectMeta();
        pruned.setNamespace(once(metadata.getNamespace()));
        pruned.setName(metadata.getName());
        pruned.setUid(once(metadata.getUid()));
        pruned.setResourceVersion(metadata.getResourceVersion());
        pruned.setCreationTimestamp(metadata.getCreationTimestamp());
        pruned.setDeletionTimestamp(metadata.getDeletionTimestamp());
        pruned.setOwnerReferences(
                metadata.getOwnerReferences().stream().map(Pruned::owner).toList());
        pruned.setLabels(known(metadata.getLabels()));
        pruned.setAnnotations(known(metadata.getAnnotations()));
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    private static OwnerReference owner(OwnerReference reference) {
        OwnerReference pruned = new OwnerReference();
        pruned.setUid(once(reference.getUid()));
        pruned.setController(reference.getController());
        pruned.setAdditionalProperties(Map.of());
        return pruned;
    }

    private static Map<String, String> known(Map<String, String> labels) {
        return labels == null
                ? Map.of()
                : labels.entrySet().stream()
                        .filter(e -> JobLabels.areRead(e.getKey()) || e.getKey().equals(Receipts.INDEX))
                        .collect(Collectors.toUnmodifiableMap(e -> once(e.getKey()), e -> once(e.getValue())));
    }

    /** What many objects say; it goes when none of them says it any more. */
    private static String once(String text) {
        return text == null ? null : text.intern();
    }
}
