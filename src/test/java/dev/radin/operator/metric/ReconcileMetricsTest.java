package dev.radin.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReconcileMetricsTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void whatWaitsAndWhatRunsIsCounted() throws InterruptedException {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        new ReconcileMetrics(threads, registry);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            threads.execute(() -> {
                started.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        started.await();

        assertThat(count("running")).isOne();
        assertThat(count("waiting")).isEqualTo(2);

        end.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        assertThat(count("running") + count("waiting")).isZero();
    }

    private double count(String state) {
        return registry.get("radin.reconciliations").tag("state", state).gauge().value();
    }
}
