package dev.radin.soup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Does tasks side by side on a given number of threads, the caller's among them. Results come in the order of the tasks, and
 * of several failures that of the lowest task is thrown, so neither depends on the number of threads.
 */
public final class Threads {

    private static final long IDLE_SECONDS = 1;

    private final int count;
    private final ExecutorService helpers;

    private Threads(int count) {
        this.count = count;
        this.helpers = count == 1 ? null : helpers(count - 1);
    }

    /** @param count 0 for all processors */
    public static Threads of(int count) {
        return new Threads(count > 0 ? count : Runtime.getRuntime().availableProcessors());
    }

    /** They end when nothing was to do for a moment, so nobody need close them. */
    private static ExecutorService helpers(int count) {
        ThreadPoolExecutor helpers = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "soup");
                    thread.setDaemon(true);
                    return thread;
                });
        helpers.allowCoreThreadTimeOut(true);
        return helpers;
    }

    /** These, or as few as the memory of what each holds allows: one at least. */
    public Threads atMost(long most) {
        return most >= count ? this : new Threads((int) Math.max(1, most));
    }

    public int count() {
        return count;
    }

    /** Does task 0 .. {@code tasks - 1}, each once; after a failure those above it may be left out. */
    public void each(int tasks, IntConsumer work) {
        ParallelTasks all = new ParallelTasks(tasks, work);
        for (int k = 1; k < Math.min(count, tasks); k++) {
            helpers.execute(all::help);
        }
        all.finish();
    }

    /** What each task gives, in order. */
    public <T> List<T> map(int tasks, IntFunction<T> work) {
        List<T> results = new ArrayList<>(Collections.nCopies(tasks, null));
        each(tasks, k -> results.set(k, work.apply(k)));
        return results;
    }
}
