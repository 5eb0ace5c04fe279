package dev.radin.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Ctrl-C, SIGTERM and a terminal that is closed: the working thread is interrupted, stops after the batch it is in, removes
 * its scratch files, and only then does the process end. What was published stays; nothing is half-written.
 */
final class ShutdownGuard implements AutoCloseable {

    static final String PASSES_KEPT = "finished passes are kept, and the next run goes on from them";
    static final String NOTHING_WRITTEN = "nothing was written";

    /** Not seen by anybody: a process that ends by a signal exits with 128 and the signal's number. */
    static final int EXIT_CODE = 130;

    private static final long PATIENCE_SECONDS = 20;

    private final Thread worker;
    private final Supplier<String> consequence;
    private final Thread hook;
    /** Not the end of the thread, which then waits for the very shutdown that waits for it. */
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile boolean requested;

    private ShutdownGuard(Thread worker, Supplier<String> consequence) {
        this.worker = worker;
        this.consequence = consequence;
        this.hook = new Thread(this::stop, "interruption");
    }

    /**
     * Does some work of this thread.
     *
     * @param consequence what an interruption leaves, for people
     * @return the exit code
     */
    static int guard(String consequence, ToIntFunction<ShutdownGuard> work) {
        return guard(() -> consequence, work);
    }

    /** @param consequence asked when the signal comes, by another thread */
    static int guard(Supplier<String> consequence, ToIntFunction<ShutdownGuard> work) {
        try (ShutdownGuard interruption = new ShutdownGuard(Thread.currentThread(), consequence)) {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
            try {
                return work.applyAsInt(interruption);
            } catch (RuntimeException | Error e) {
                // Whatever failed after the signal failed by being interrupted.
                if (interruption.isRequested()) {
                    return EXIT_CODE;
                }
                throw e;
            }
        }
    }

    boolean isRequested() {
        return requested;
    }

    private void stop() {
        requested = true;
        System.err.println("\nradin: interrupted; " + consequence.get());
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("radin: the batch under way takes too long; not waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, by this very hook.
        }
    }
}
