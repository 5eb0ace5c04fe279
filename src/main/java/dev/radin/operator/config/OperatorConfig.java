package dev.radin.operator.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What whoever installs the operator decides.
 *
 * @param instance this replica's name, the pod's in a cluster
 * @param cpuImage runs inspect, rank and publish, unless a resource names another
 * @param gpuImage runs extract and evaluate, unless a resource names another
 * @param defaultDevice makes the passes of resources that say neither a device nor what their workers need
 * @param namespaces watched; empty for all
 * @param lease of leader election; without one only a single replica is safe
 * @param progressInterval the least time between two writes of counts alone
 * @param troubleInterval how soon a stage that has no running pod is looked at again
 */
public record OperatorConfig(
        String instance,
        String cpuImage,
        String gpuImage,
        DefaultDevice defaultDevice,
        Set<String> namespaces,
        Optional<Lease> lease,
        Duration progressInterval,
        Duration troubleInterval) {

    public static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(10);
    public static final Duration TROUBLE_INTERVAL = Duration.ofSeconds(5);

    /** How many objects a list call gives at once: what was running before a restart must not all be in memory unpruned. */
    public static final long LIST_PAGE = 100;

    /** As a resource's {@code workers.device} has them. */
    public enum DefaultDevice {
        CUDA,
        CPU
    }

    /** @param duration after which another replica takes over from one that is gone */
    public record Lease(String namespace, Duration duration) {

        public static final String NAME = "radin-operator";
    }
}
