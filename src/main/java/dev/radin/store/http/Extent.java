package dev.radin.store.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bytes of an object that have been asked for. Whoever needs them first fetches them, unless somebody has begun. Where they lie
 * is free again when they have been dropped and nobody uses them any more, be it to read or to fetch them.
 */
final class Extent {

    final long start;
    final int length;
    private final ByteBuffer bytes;
    private final FutureTask<Void> task;
    private final Runnable free;
    private final AtomicBoolean begun = new AtomicBoolean();
    private int users;
    private boolean dropped;

    /** @param free called once, when {@code bytes} may hold something else */
    Extent(Ranges ranges, long start, ByteBuffer bytes, Runnable free) {
        this(start, bytes, () -> ranges.read(start, bytes.duplicate()), free);
    }

    private Extent(long start, ByteBuffer bytes, Runnable fetch, Runnable free) {
        this.start = start;
        this.length = bytes.remaining();
        this.bytes = bytes;
        this.task = new FutureTask<>(fetch, null);
        this.free = free;
    }

    /** The first bytes of an object, which are there already. */
    static Extent of(ByteBuffer start, Runnable free) {
        Extent extent = new Extent(0, start, () -> {}, free);
        extent.begun.set(true);
        return extent;
    }

    long end() {
        return start + length;
    }

    /** Has it fetched by another thread, unless that was asked for before. */
    void begin(Executor threads) {
        if (begun.compareAndSet(false, true)) {
            threads.execute(() -> {
                if (enter()) {
                    try {
                        task.run();
                    } finally {
                        leave();
                    }
                }
            });
        }
    }

    /** Whether it may be used, until {@link #leave}. */
    synchronized boolean enter() {
        if (dropped) {
            return false;
        }
        users++;
        return true;
    }

    void leave() {
        synchronized (this) {
            users--;
            if (!dropped || users > 0) {
                return;
            }
        }
        free.run();
    }

    /** Nobody comes to use it any more; to be said once. */
    void drop() {
        synchronized (this) {
            dropped = true;
            if (users > 0) {
                return;
            }
        }
        free.run();
    }

    /** All of it, for whoever has entered. */
    ByteBuffer bytes() {
        begun.set(true);
        task.run();
        TransferThreads.await(task);
        return bytes.duplicate();
    }
}
