package dev.radin.operator.observe;

import dev.radin.operator.resource.FailurePolicy;
import dev.radin.operator.resource.PodRole;
import dev.radin.operator.resource.RuntimeCopy;
import dev.radin.operator.resource.WorkerPod;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a pod failed whose worker left no word: what its node says of the pod as a whole comes first, as how its containers
 * ended follows from it; then how the worker ended, then the others.
 */
final class PodFailure {

    private static final String OUT_OF_MEMORY = "OOMKilled";
    private static final String LOST = "ContainerStatusUnknown";
    /** Exit codes of what starts programs, when it cannot; radin's own are others. */
    private static final Set<Integer> UNSTARTED = Set.of(1, 127, 255);

    private static final String TRIED = ", each time it was tried";

    private final Pod pod;
    private final PodRole role;

    private PodFailure(Pod pod, PodRole role) {
        this.pod = pod;
        this.role = role;
    }

    /** One to a few sentences: what, where, what to do. */
    static String of(Pod pod, PodRole role) {
        PodFailure failure = new PodFailure(pod, role);
        return NodeVerdict.of(pod)
                .map(verdict -> verdict.words(role))
                .or(failure::ofWorker)
                .or(failure::ofOthers)
                .orElseGet(failure::ofNothing);
    }

    /** Where it ran, as far as that is known. */
    static String place(Pod pod) {
        return "pod " + pod.getMetadata().getName()
                + node(pod).map(node -> " on node " + node).orElse("");
    }

    /** Where there may be more about it. */
    static String look(Pod pod) {
        return "see kubectl describe "
                + node(pod)
                        .map(node -> "node " + node)
                        .orElse("pod " + pod.getMetadata().getName());
    }

    private static Optional<String> node(Pod pod) {
        return Optional.ofNullable(pod.getSpec()).flatMap(spec -> Optional.ofNullable(spec.getNodeName()));
    }

    private Optional<String> ofWorker() {
        return Receipts.terminated(pod).filter(end -> end.getExitCode() != 0).map(end -> {
            if (OUT_OF_MEMORY.equals(end.getReason())) {
                return outOfMemory(WorkerPod.CONTAINER);
            }
            if (LOST.equals(end.getReason())) {
                return place(pod) + " was lost by its node, as when that restarts" + TRIED + said(end.getMessage())
                        + "; " + look(pod);
            }
            return others(OUT_OF_MEMORY).map(this::outOfMemory).orElseGet(() -> ended(WorkerPod.CONTAINER, end));
        });
    }

    /** A worker that ended well, or never started, and a pod that failed all the same. */
    private Optional<String> ofOthers() {
        return others(OUT_OF_MEMORY).map(this::outOfMemory).or(() -> ends().filter(
                        other -> terminated(other).getExitCode() != 0)
                .map(other -> ended(other.getName(), terminated(other)))
                .findFirst());
    }

    private String ofNothing() {
        return place(pod) + " failed before its worker ended" + TRIED + "; see kubectl describe pod " + name();
    }

    private String outOfMemory(String container) {
        return (container.equals(WorkerPod.CONTAINER) ? "" : "container " + container + " of ") + "pod " + name()
                + " was killed for using more memory than its limit" + TRIED
                + "; raise resources.limits.memory of container " + container + " in " + role.field() + ".template"
                + (container.equals(WorkerPod.CONTAINER) ? "" : ", or where else it comes from");
    }

    private String ended(String container, ContainerStateTerminated end) {
        String words = Objects.requireNonNullElse(end.getMessage(), "");
        if (words.contains("exec format error")) {
            return place(pod) + ": container " + container + " has an image for another processor than its node's"
                    + said(words) + "; choose other nodes by nodeSelector, or another image, in " + role.field()
                    + ".template";
        }
        boolean started = !"StartError".equals(end.getReason()) && !"ContainerCannotRun".equals(end.getReason());
        String which = container.equals(WorkerPod.CONTAINER) ? "" : ": container " + container;
        String ended = started
                ? "pod " + name() + which + " ended with exit code " + end.getExitCode()
                        + (FailurePolicy.triesAgain(end.getExitCode()) ? TRIED : "")
                        + "; see kubectl logs " + name() + " -c " + container
                : place(pod) + ": container " + container + " could not be started" + TRIED + said(words);
        return !started || UNSTARTED.contains(end.getExitCode()) ? ended + withoutGlibc(container) : ended;
    }

    /** To a node, a program whose C library is lacking is one that is not there; with runc only the log says even that. */
    private String withoutGlibc(String container) {
        boolean brought = container.equals(WorkerPod.CONTAINER)
                && Containers.others(pod).anyMatch(other -> other.getName().equals(RuntimeCopy.NAME));
        return brought
                ? ". Where " + RuntimeCopy.JAVA
                        + " is said not to be there, the image of spec.evaluator.container lacks"
                        + " glibc for the node's processor, as Alpine's do; build it on Debian or the like"
                : "";
    }

    private static String said(String message) {
        return message == null || message.isBlank() ? "" : ": " + message.strip();
    }

    private Optional<String> others(String reason) {
        return ends().filter(other -> reason.equals(terminated(other).getReason()))
                .map(ContainerStatus::getName)
                .findFirst();
    }

    private Stream<ContainerStatus> ends() {
        return Containers.others(pod).filter(other -> other.getState() != null && terminated(other) != null);
    }

    private static ContainerStateTerminated terminated(ContainerStatus container) {
        return container.getState().getTerminated();
    }

    private String name() {
        return pod.getMetadata().getName();
    }
}
