package dev.radin.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An informer's cache that keeps of each object only what is looked at: a thousand selections have thousands of pods, and
 * most of a pod is its template.
 */
public final class PrunedStore<T extends HasMetadata> implements ItemStore<T> {

    private final ConcurrentMap<String, T> items = new ConcurrentHashMap<>();
    private final UnaryOperator<T> prune;

    private PrunedStore(UnaryOperator<T> prune) {
        this.prune = prune;
    }

    /** Without the record of who set which field. */
    public static <T extends HasMetadata> PrunedStore<T> whole() {
        return new PrunedStore<>(resource -> {
            resource.getMetadata().setManagedFields(null);
            return resource;
        });
    }

    public static PrunedStore<Job> jobs() {
        return new PrunedStore<>(job -> {
            JobSpec spec = new JobSpec();
            spec.setSuspend(job.getSpec().getSuspend());
            Job pruned = new Job();
            pruned.setMetadata(metadata(job));
            pruned.setSpec(spec);
            pruned.setStatus(job.getStatus());
            return pruned;
        });
    }

    public static PrunedStore<Pod> pods() {
        return new PrunedStore<>(pod -> {
            PodSpec spec = new PodSpec();
            spec.setNodeName(pod.getSpec().getNodeName());
            Pod pruned = new Pod();
            pruned.setMetadata(metadata(pod));
            pruned.setSpec(spec);
            pruned.setStatus(status(pod.getStatus()));
            return pruned;
        });
    }

    private static PodStatus status(PodStatus status) {
        PodStatus pruned = new PodStatus();
        if (status != null) {
            pruned.setPhase(status.getPhase());
            pruned.setReason(status.getReason());
            pruned.setMessage(status.getMessage());
            pruned.setConditions(status.getConditions());
            pruned.setContainerStatuses(status.getContainerStatuses());
        }
        return pruned;
    }

    private static ObjectMeta metadata(HasMetadata resource) {
        ObjectMeta metadata = resource.getMetadata();
        metadata.setManagedFields(null);
        return metadata;
    }

    @Override
    public String getKey(T item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    @Override
    public T put(String key, T item) {
        return items.put(key, prune.apply(item));
    }

    @Override
    public T remove(String key) {
        return items.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return items.values().stream();
    }

    @Override
    public T get(String key) {
        return items.get(key);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public boolean isFullState() {
        return false;
    }
}
