package dev.radin.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what real servers bring about in their own time. The deadline only ends a test that has failed. */
public final class Eventually {

    private static final long DEADLINE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MOST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private Eventually() {}

    /** Returns when {@code condition} holds; after ten minutes fails with {@code what} did not come and {@code why}. */
    public static void until(String what, BooleanSupplier condition, Supplier<String> why) {
        long since = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long waited = System.nanoTime() - since;
            if (waited > DEADLINE_NANOS || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("waited in vain until " + what + "; " + said(why));
            }
            // Each look costs the servers, and so whatever it waits for; the longer that takes, the less a late look
            // matters.
            LockSupport.parkNanos(Math.min(MOST_PAUSE_NANOS, Math.max(LEAST_PAUSE_NANOS, waited / 8)));
        }
    }

    /** What there is to say may come from the very server that does not answer. */
    private static String said(Supplier<String> why) {
        try {
            return why.get();
        } catch (RuntimeException e) {
            return "and why cannot be said: " + e;
        }
    }
}
