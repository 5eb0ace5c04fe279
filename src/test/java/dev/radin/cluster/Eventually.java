package dev.radin.cluster;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what real servers bring about in their own time. The deadline only ends a test that has failed. */
public final class Eventually {

    private static final long DEADLINE_SECONDS = 600;

    private Eventually() {}

    /** Returns when {@code condition} holds; after ten minutes fails with {@code what} did not come and {@code why}. */
    public static void until(String what, BooleanSupplier condition, Supplier<String> why) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("waited in vain until " + what + "; " + said(why));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
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
