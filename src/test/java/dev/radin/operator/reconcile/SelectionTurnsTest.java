package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTurnsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private long now;
    private final SelectionTurns turns = new SelectionTurns(registry, () -> now);

    /** As by somebody who edits it in a loop: ten looks a second after the first, at moments that are told beforehand. */
    @Test
    void oneThatIsAlwaysEditedIsLookedAtSoOftenAndNoMoreOften() {
        SelectionTurns.Turns edited = turns.initState();
        int looks = 0;
        long end = Duration.ofSeconds(60).toNanos();
        while (now < end) {
            Optional<Duration> wait = turns.isLimited(edited);
            looks += wait.isEmpty() ? 1 : 0;
            now += wait.orElse(Duration.ZERO).toNanos();
        }

        assertThat(looks).isEqualTo(50 + 10 * 60 - 1);
        assertThat(registry.get("radin.reconcile.postponed").counter().count()).isPositive();
    }

    @Test
    void anotherOneIsNotHeldUp() {
        SelectionTurns.Turns edited = turns.initState();
        while (turns.isLimited(edited).isEmpty()) {}

        assertThat(turns.isLimited(turns.initState())).isEmpty();
    }
}
