package dev.radin.operator.call;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Hands out so many turns a second, and a burst of them to who has not asked for a while. Who asks gets the next free turn
 * and is told when that is, so that turns come in the order in which they were asked for, and nobody waits for ever.
 */
public final class TokenBucket {

    private final long nanosPerTurn;
    private final long burstNanos;
    private final LongSupplier clock;

    /** When the bucket would be full again if nobody asked any more, in nanoseconds of the clock. */
    private long full;

    /**
     * @param burst how many turns there are at once when nobody has asked for long, at least 1
     * @param clock as {@link System#nanoTime}
     */
    public TokenBucket(int turnsPerSecond, int burst, LongSupplier clock) {
        this.nanosPerTurn = Duration.ofSeconds(1).toNanos() / turnsPerSecond;
        this.burstNanos = nanosPerTurn * burst;
        this.clock = clock;
        this.full = clock.getAsLong();
    }

    /** @return nanoseconds until the turn that this caller now has; 0 when it is at once */
    synchronized long take() {
        long now = clock.getAsLong();
        full = fullAfterOneMore(now);
        return Math.max(0, full - now - burstNanos);
    }

    /** @return 0 when this caller has a turn; otherwise nanoseconds until it may ask again */
    public synchronized long takeIfFree() {
        long now = clock.getAsLong();
        long after = fullAfterOneMore(now);
        if (after - now <= burstNanos) {
            full = after;
        }
        return Math.max(0, after - now - burstNanos);
    }

    private long fullAfterOneMore(long now) {
        return (full - now < 0 ? now : full) + nanosPerTurn;
    }
}
