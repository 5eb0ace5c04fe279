package dev.radin.store.http;

import java.util.concurrent.Executor;

/**
 * The threads that fetch parts of objects, and the arrays that these may lie in before they are asked for: one for all objects
 * of a process.
 */
public final class ReadAhead {

    /** Where one more connection no longer makes it faster, and servers do not yet mind. */
    public static final int THREADS = 8;

    private final ArrayPool arrays;
    private final Executor threads;

    /** @param mostBytes that are held */
    public ReadAhead(long mostBytes) {
        this.arrays = new ArrayPool(mostBytes);
        this.threads = TransferThreads.of(THREADS, "radin-read-ahead");
    }

    Executor threads() {
        return threads;
    }

    ArrayPool arrays() {
        return arrays;
    }
}
