package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that send parts of objects while the next ones are made, and the memory that these may lie in meanwhile: one for
 * all objects of a process.
 */
public final class WriteBehind {

    /** Each of them also sums what it sends. */
    private static final int THREADS = 4;

    private static final int UNIT = 1 << 10;

    private final Semaphore memory;
    private final ThreadPoolExecutor threads;

    /** @param mostBytes that are on their way at once; where a part does not fit, whoever made it waits until it is sent */
    public WriteBehind(long mostBytes) {
        this.memory = new Semaphore((int) Math.min(Integer.MAX_VALUE, mostBytes / UNIT));
        this.threads =
                new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
                    Thread thread = new Thread(run, "radin-write-behind");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Sends a part.
     *
     * @param bytes that it lies in
     * @param send says what came of it
     */
    public <T> Future<T> send(int bytes, Supplier<T> send) {
        int units = (bytes + UNIT - 1) / UNIT;
        boolean behind = memory.tryAcquire(units);
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return send.get();
            } finally {
                if (behind) {
                    memory.release(units);
                }
            }
        });
        if (behind) {
            threads.execute(task);
        } else {
            task.run();
        }
        return task;
    }

    /** What came of it, once that is known; throws what {@code send} threw. */
    public static <T> T await(Future<T> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RadinException(Reason.StorageFailed, "interrupted while sending to a store", e);
        }
    }
}
