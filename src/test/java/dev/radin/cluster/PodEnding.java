package dev.radin.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a Pod's container ended.
 *
 * @param reason as a kubelet gives it: Completed, Error, OOMKilled
 * @param message the termination message, at most 4096 bytes; empty for none
 * @param moment when it is complete, the container ends, where nothing really runs
 */
public record PodEnding(int exitCode, String reason, String message, CompletableFuture<Void> moment) {

    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    public static PodEnding exit(int exitCode, String message) {
        return new PodEnding(exitCode, exitCode == 0 ? "Completed" : "Error", message, AT_ONCE);
    }

    public static PodEnding outOfMemory() {
        return new PodEnding(137, "OOMKilled", "", AT_ONCE);
    }

    public PodEnding after(Duration time) {
        return time.isZero()
                ? this
                : when(new CompletableFuture<Void>().completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** When somebody completes that. */
    public PodEnding when(CompletableFuture<Void> moment) {
        return new PodEnding(exitCode, reason, message, moment);
    }

    PodEnding withoutMessage() {
        return new PodEnding(exitCode, reason, "", moment);
    }

    boolean succeeded() {
        return exitCode == 0;
    }
}
