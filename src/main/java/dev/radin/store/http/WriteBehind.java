package dev.radin.store.http;

import java.util.concurrent.Executor;

/**
 * The threads that send parts of objects while the next ones are made, and the arrays that these lie in meanwhile: one for all
 * objects of a process. Beside them each object has the array that its next part is made in.
 */
public final class WriteBehind {

    /** Each of them also sums what it sends. */
    static final int THREADS = 4;

    private final ArrayPool arrays;
    private final Executor threads;

    /** @param mostBytes of parts that are on their way at once */
    public WriteBehind(long mostBytes) {
        this.arrays = new ArrayPool(mostBytes);
        this.threads = TransferThreads.of(THREADS, "radin-write-behind");
    }

    Executor threads() {
        return threads;
    }

    ArrayPool arrays() {
        return arrays;
    }
}
