package dev.radin.operator.observe;

import dev.radin.status.PodBlocker;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What keeps the pods of a running Job from running, as far as the status of the pods shows it. */
public final class PodTrouble {

    private static final Set<String> IMAGE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable");

    private static final Set<String> CONFIG =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff");

    private static final String LATEST = ":latest\"";
    private static final String ALWAYS_PULLED =
            "; an image tagged latest is pulled for every pod, even where its node has it,"
                    + " unless spec.workers.template says imagePullPolicy: IfNotPresent";

    /** The one condition of a pod that is looked at. */
    static final String SCHEDULED = "PodScheduled";

    private PodTrouble() {}

    /** @return empty while any pod runs or is about to, the Job is suspended, or nothing is known to be wrong */
    public static Optional<PodBlocker> of(ObservedJob job) {
        if (job.isSuspended()) {
            return Optional.empty();
        }
        List<Pod> pods = job.livePods();
        if (pods.stream().anyMatch(pod -> runs(pod) || isStarting(pod))) {
            return Optional.empty();
        }
        if (pods.isEmpty() && JobTrouble.isPaused(job)) {
            return Optional.of(JobTrouble.paused(job));
        }
        return pods.stream().flatMap(pod -> ofPod(pod).stream()).findFirst();
    }

    /** On a node, whose next word will be that it runs, or why it does not. */
    private static boolean isStarting(Pod pod) {
        return bound(pod).isPresent() && ofPod(pod).isEmpty();
    }

    /** Pods on a node whose worker does not start, and that do not say why. */
    static List<Pod> stuck(ObservedJob job) {
        return job.livePods().stream()
                .filter(pod -> isStarting(pod)
                        && !runs(pod)
                        && Receipts.terminated(pod).isEmpty())
                .toList();
    }

    /** Since when the first of these has been on its node. */
    public static Optional<Instant> stuckSince(ObservedJob job) {
        return stuck(job).stream().flatMap(pod -> bound(pod).stream()).min(Comparator.naturalOrder());
    }

    /** Since when it has been on a node; empty while it is on none. */
    private static Optional<Instant> bound(Pod pod) {
        return conditions(pod)
                .filter(c -> SCHEDULED.equals(c.getType()) && "True".equals(c.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .findFirst()
                .map(Instant::parse);
    }

    private static boolean runs(Pod pod) {
        return Containers.worker(pod)
                .filter(state -> state.getRunning() != null)
                .isPresent();
    }

    /**
     * The worker has ended, and another container keeps the pod from ending. For a moment that is so in every pod that has
     * one, so whoever asks has to allow for some time.
     */
    public static Optional<Held> held(ObservedJob job) {
        return job.livePods().stream().anyMatch(PodTrouble::runs)
                ? Optional.empty()
                : job.livePods().stream().flatMap(pod -> held(pod).stream()).findFirst();
    }

    private static Optional<Held> held(Pod pod) {
        List<String> others = Containers.stillRunning(pod).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Receipts.end(pod)
                        .map(end -> new Held(
                                end,
                                new PodBlocker(
                                        PodBlocker.Reason.SidecarRunning,
                                        "pod " + pod.getMetadata().getName() + ": its worker has ended, and "
                                                + String.join(", ", others)
                                                + " keeps the pod running; have it injected as a native sidecar (an init container"
                                                + " with restartPolicy: Always), or keep it out of these pods by a label or an"
                                                + " annotation in spec.workers.template.metadata")));
    }

    /**
     * What keeps a pod from ending.
     *
     * @param since the end of its worker
     */
    public record Held(Instant since, PodBlocker blocker) {}

    private static Optional<PodBlocker> ofPod(Pod pod) {
        return waiting(pod)
                .flatMap(state -> ofContainer(pod, state).stream())
                .findFirst()
                .or(() -> unschedulable(pod));
    }

    /** Of the worker first; what keeps others from starting may keep the worker from it. */
    private static Stream<ContainerStateWaiting> waiting(Pod pod) {
        return Stream.concat(
                        Containers.worker(pod).stream(), Containers.others(pod).map(ContainerStatus::getState))
                .filter(state -> state != null && state.getWaiting() != null)
                .map(ContainerState::getWaiting);
    }

    private static Optional<PodBlocker> ofContainer(Pod pod, ContainerStateWaiting waiting) {
        String said = waiting.getMessage() == null ? waiting.getReason() : waiting.getMessage();
        if (IMAGE.contains(waiting.getReason())) {
            return Optional.of(new PodBlocker(
                    PodBlocker.Reason.ImagePullFailed,
                    "pod " + pod.getMetadata().getName() + ": " + said + (said.contains(LATEST) ? ALWAYS_PULLED : "")));
        }
        return CONFIG.contains(waiting.getReason())
                ? Optional.of(new PodBlocker(
                        PodBlocker.Reason.PodConfigInvalid,
                        "pod " + pod.getMetadata().getName() + ": " + said))
                : Optional.empty();
    }

    private static Optional<PodBlocker> unschedulable(Pod pod) {
        return conditions(pod)
                .filter(c -> SCHEDULED.equals(c.getType()) && "False".equals(c.getStatus()))
                .filter(c -> "Unschedulable".equals(c.getReason()) || "SchedulingGated".equals(c.getReason()))
                .map(c -> new PodBlocker(
                        "SchedulingGated".equals(c.getReason())
                                ? PodBlocker.Reason.WaitingForQuota
                                : PodBlocker.Reason.Unschedulable,
                        "pod " + pod.getMetadata().getName() + ": " + c.getMessage()))
                .findFirst();
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getConditions().stream();
    }
}
