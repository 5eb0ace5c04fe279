package dev.radin.store.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that fetch parts of objects, and the memory that these may lie in before they are asked for: one for all
 * objects of a process.
 */
public final class ReadAhead {

    /** Where one more connection no longer makes it faster, and servers do not yet mind. */
    static final int THREADS = 8;

    private static final int UNIT = 1 << 10;

    private final Semaphore memory;
    private final ExecutorService threads;

    /** @param mostBytes that are held */
    public ReadAhead(long mostBytes) {
        this.memory = new Semaphore((int) Math.min(Integer.MAX_VALUE, mostBytes / UNIT));
        // What finds no free thread is fetched by whoever asks for it.
        this.threads = new ThreadPoolExecutor(
                0,
                THREADS,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                run -> {
                    Thread thread = new Thread(run, "radin-read-ahead");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    void begin(Extent extent) {
        threads.execute(extent.task());
    }

    boolean take(int bytes) {
        return memory.tryAcquire(units(bytes));
    }

    void giveBack(int bytes) {
        memory.release(units(bytes));
    }

    private static int units(int bytes) {
        return (bytes + UNIT - 1) / UNIT;
    }
}
