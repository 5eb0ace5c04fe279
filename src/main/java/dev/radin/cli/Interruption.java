package dev.radin.cli;

/**
 * Ctrl-C and SIGTERM: the working thread is interrupted, stops after the batch it is in, removes its scratch files, and
 * only then does the process end. What was published stays; nothing is half-written.
 */
final class Interruption implements AutoCloseable {

    /** Not seen by anybody: a process that ends by a signal exits with 128 and the signal's number. */
    static final int EXIT_CODE = 130;

    private static final long PATIENCE_MILLIS = 20_000;

    private final Thread worker;
    private final Thread hook;
    private volatile boolean requested;

    private Interruption(Thread worker) {
        this.worker = worker;
        this.hook = new Thread(this::stop, "interruption");
    }

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    boolean isRequested() {
        return requested;
    }

    private void stop() {
        requested = true;
        System.err.println("\nradin: interrupted; finished passes are kept, and the next run goes on from them");
        worker.interrupt();
        try {
            worker.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, by this very hook.
        }
    }
}
