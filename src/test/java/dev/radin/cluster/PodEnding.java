package dev.radin.cluster;

import java.time.Duration;

/**
 * How a Pod's container ended.
 *
 * @param reason as a kubelet gives it: Completed, Error, OOMKilled
 * @param message the termination message, at most 4096 bytes; empty for none
 * @param after how long it ran, where nothing really runs
 */
public record PodEnding(int exitCode, String reason, String message, Duration after) {

    public static PodEnding exit(int exitCode, String message) {
        return new PodEnding(exitCode, exitCode == 0 ? "Completed" : "Error", message, Duration.ZERO);
    }

    public static PodEnding outOfMemory() {
        return new PodEnding(137, "OOMKilled", "", Duration.ZERO);
    }

    public PodEnding after(Duration time) {
        return new PodEnding(exitCode, reason, message, time);
    }

    PodEnding withoutMessage() {
        return new PodEnding(exitCode, reason, "", after);
    }

    boolean succeeded() {
        return exitCode == 0;
    }
}
