package dev.radin.cluster;

import java.util.concurrent.CompletableFuture;

/** A container's program, running. */
interface ContainerProcess {

    /** Completes with the exit code; 128 + n when signal n ended it. */
    CompletableFuture<Integer> exit();

    /** Asks with SIGTERM. */
    void terminate();

    /** Ends it and all it started with SIGKILL. */
    void kill();
}
