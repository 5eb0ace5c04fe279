package dev.radin.operator.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Turns on a clock that stands until the test moves it. */
class TokenBucketTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = Long.MAX_VALUE - 3 * SECOND;

    /** In no window of time are there more turns than the burst and what the rate gives in that time. */
    @Property
    void inEveryWindowItKeepsToTheRateAndNobodyIsOvertaken(
            @ForAll @IntRange(min = 1, max = 50) int rate,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 500_000_000) Long> pauses) {
        TokenBucket bucket = new TokenBucket(rate, burst, () -> now);
        List<Long> turns = new ArrayList<>();
        long elapsed = 0;
        for (long pause : pauses) {
            now += pause;
            elapsed += pause;
            turns.add(elapsed + bucket.take());
        }

        assertThat(turns).isSorted();
        long perTurn = SECOND / rate;
        for (int first = 0; first < turns.size(); first++) {
            for (int last = first; last < turns.size(); last++) {
                assertThat((last - first + 1 - burst) * perTurn)
                        .isLessThanOrEqualTo(turns.get(last) - turns.get(first));
            }
        }
    }

    /** No turn is wasted: who asks no faster than the rate, after a pause, never waits. */
    @Property
    void whoAsksSlowlyNeverWaits(
            @ForAll @IntRange(min = 1, max = 50) int rate,
            @ForAll @Size(max = 100) List<@LongRange(min = 0, max = 2_000_000_000) Long> extra) {
        TokenBucket bucket = new TokenBucket(rate, 1, () -> now);
        for (long more : extra) {
            assertThat(bucket.take()).isZero();
            now += SECOND / rate + more;
        }
    }

    @Test
    void afterTheBurstTurnsComeAtTheRate() {
        TokenBucket bucket = new TokenBucket(10, 2, () -> now);

        assertThat(List.of(bucket.take(), bucket.take(), bucket.take(), bucket.take()))
                .containsExactly(0L, 0L, SECOND / 10, SECOND / 5);
        now += 10 * SECOND;
        assertThat(bucket.take()).isZero();
    }
}
