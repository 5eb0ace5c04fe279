package dev.radin.operator.reconcile;

import dev.radin.operator.call.TokenBucket;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often one selection is looked at, at most: one that somebody edits in a loop, or whose thousand pods end at once, does
 * not keep the others waiting. What happens until the next look is all seen then.
 */
public final class SelectionTurns implements RateLimiter<SelectionTurns.Turns> {

    private static final int LOOKS_PER_SECOND = 10;

    /** A selection whose stages take no time at all has some 40 looks in its whole life. */
    private static final int BURST = 50;

    private final Counter postponed;
    private final LongSupplier clock;

    /** Of one selection. */
    public record Turns(TokenBucket bucket) implements RateLimitState {}

    /** @param clock as {@link System#nanoTime} */
    public SelectionTurns(MeterRegistry registry, LongSupplier clock) {
        this.postponed = Counter.builder("radin.reconcile.postponed")
                .description("Reconciliations put off because a selection had very many in a short time")
                .register(registry);
        this.clock = clock;
    }

    @Override
    public Turns initState() {
        return new Turns(new TokenBucket(LOOKS_PER_SECOND, BURST, clock));
    }

    @Override
    public Optional<Duration> isLimited(RateLimitState state) {
        long nanos = ((Turns) state).bucket().takeIfFree();
        if (nanos == 0) {
            return Optional.empty();
        }
        postponed.increment();
        return Optional.of(Duration.ofNanos(nanos));
    }
}
