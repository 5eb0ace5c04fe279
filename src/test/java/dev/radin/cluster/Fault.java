package dev.radin.cluster;

/** What can go wrong with a Pod on a node. */
public sealed interface Fault {

    /** The image cannot be pulled: the Pod waits until the fault is lifted. */
    record ImagePullBackOff() implements Fault {}

    /** The node runs short of memory and evicts the Pod: failed, with the condition DisruptionTarget. */
    record Eviction() implements Fault {}

    /** The container ends as told. */
    record Ending(PodEnding ending) implements Fault {}

    /** The container's termination message is lost. */
    record MessageLost() implements Fault {}

    static Fault imagePullBackOff() {
        return new ImagePullBackOff();
    }

    static Fault eviction() {
        return new Eviction();
    }

    static Fault outOfMemory() {
        return new Ending(PodEnding.outOfMemory());
    }

    static Fault exit(int exitCode) {
        return new Ending(PodEnding.exit(exitCode, ""));
    }

    static Fault messageLost() {
        return new MessageLost();
    }
}
