package dev.radin.operator.observe;

import dev.radin.operator.resource.WorkerPod;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The containers of a pod, of which one is the worker, wherever it stands: meshes, agents and drivers put theirs before it,
 * and a node reports them sorted by name.
 */
final class Containers {

    private Containers() {}

    /** Of the worker; empty while its node has not reported it. */
    static Optional<ContainerState> worker(Pod pod) {
        return statuses(pod)
                .filter(Containers::isWorker)
                .findFirst()
                .flatMap(container -> Optional.ofNullable(container.getState()));
    }

    /** All but the worker, those that run before it first. */
    static Stream<ContainerStatus> others(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.concat(
                        orEmpty(pod.getStatus().getInitContainerStatuses()).stream(),
                        statuses(pod).filter(container -> !isWorker(container)));
    }

    /** Those beside the worker that keep a pod from ending for as long as they run. */
    static Stream<String> stillRunning(Pod pod) {
        return statuses(pod)
                .filter(container -> !isWorker(container)
                        && container.getState() != null
                        && container.getState().getRunning() != null)
                .map(ContainerStatus::getName);
    }

    private static boolean isWorker(ContainerStatus container) {
        return WorkerPod.CONTAINER.equals(container.getName());
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : orEmpty(pod.getStatus().getContainerStatuses()).stream();
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
