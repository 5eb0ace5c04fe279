package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void closedItLetsNobodyIn() throws Exception {
        assertThat(gate.enter()).isTrue();
        gate.leave();

        assertThat(gate.close(Duration.ZERO)).isTrue();

        assertThat(gate.enter()).isFalse();
    }

    @Test
    void itClosesWhenTheLastHasLeftAndLetsNobodyInMeanwhile() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread reconciliation = new Thread(() -> {
            gate.enter();
            inside.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            gate.leave();
        });
        reconciliation.start();
        inside.await();

        assertThat(gate.close(Duration.ZERO)).isFalse();
        assertThat(gate.enter()).isFalse();

        leave.countDown();
        assertThat(gate.close(Duration.ofDays(1))).isTrue();
        reconciliation.join();
    }
}
