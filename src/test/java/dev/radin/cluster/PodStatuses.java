package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * What a kubelet writes at each turn of a Pod's life. The Pod's times are whole seconds in UTC. Its first container is what
 * runs; others, which admission put there, live as long, and all are told sorted by name, as a kubelet does.
 */
record PodStatuses(Pod pod, String startTime) {

    static PodStatuses of(Pod pod) {
        return new PodStatuses(pod, now());
    }

    PodStatus waiting(String reason, String message) {
        return status(
                        "Pending",
                        false,
                        null,
                        new ContainerStateBuilder()
                                .withNewWaiting(message, reason)
                                .build())
                .build();
    }

    PodStatus running() {
        return status(
                        "Running",
                        true,
                        null,
                        new ContainerStateBuilder().withNewRunning(startTime).build())
                .build();
    }

    PodStatus ended(PodEnding ending) {
        String phase = ending.succeeded() ? "Succeeded" : "Failed";
        return status(phase, false, ending.succeeded() ? "PodCompleted" : "PodFailed", terminated(ending))
                .build();
    }

    /** The container was killed for the sake of the node. */
    PodStatus evicted() {
        String message = "The node was low on resource: memory.";
        PodCondition disrupted = condition("DisruptionTarget", true, "TerminationByKubelet")
                .withMessage(message)
                .build();
        return status("Failed", false, "PodFailed", terminated(PodEnding.exit(137, "")))
                .withReason("Evicted")
                .withMessage(message)
                .addToConditions(disrupted)
                .build();
    }

    /** By the controllers, when the Pod's node is no more. */
    static PodStatus orphaned() {
        return new PodStatusBuilder()
                .withPhase("Failed")
                .addToConditions(condition("DisruptionTarget", true, "DeletionByPodGC")
                        .withMessage("PodGC: node no longer exists")
                        .build())
                .build();
    }

    private PodStatusBuilder status(String phase, boolean ready, String notReady, ContainerState first) {
        String reason = ready ? null : notReady == null ? "ContainersNotReady" : notReady;
        List<Container> containers = pod.getSpec().getContainers();
        return new PodStatusBuilder()
                .withPhase(phase)
                .withStartTime(startTime)
                .addToConditions(condition("Initialized", true, null).build())
                .addToConditions(condition("ContainersReady", ready, reason).build())
                .addToConditions(condition("Ready", ready, reason).build())
                .withContainerStatuses(containers.stream()
                        .sorted(Comparator.comparing(Container::getName))
                        .map(container ->
                                container(container, ready, container == containers.get(0) ? first : besides(first)))
                        .toList());
    }

    private static ContainerStatus container(Container container, boolean running, ContainerState state) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withRestartCount(0)
                .withReady(running)
                .withStarted(running)
                .withState(state)
                .build();
    }

    /** One that is told to stop ends well and says nothing, whatever the first did. */
    private ContainerState besides(ContainerState first) {
        return first.getTerminated() == null ? first : terminated(PodEnding.exit(0, ""));
    }

    private ContainerState terminated(PodEnding ending) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(ending.exitCode())
                .withReason(ending.reason())
                .withMessage(ending.message().isEmpty() ? null : ending.message())
                .withStartedAt(startTime)
                .withFinishedAt(now())
                .endTerminated()
                .build();
    }

    private static PodConditionBuilder condition(String type, boolean holds, String reason) {
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(holds ? "True" : "False")
                .withReason(reason)
                .withLastTransitionTime(now());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
