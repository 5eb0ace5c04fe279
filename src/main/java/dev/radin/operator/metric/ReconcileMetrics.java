package dev.radin.operator.metric;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.ToDoubleFunction;

/** How many reconciliations wait and run, how long they take, and how many fail. */
public final class ReconcileMetrics implements Metrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final Timer durations;
    private final Counter errors;
    private final Counter retries;

    /** @param threads that run them */
    public ReconcileMetrics(ThreadPoolExecutor threads, MeterRegistry registry) {
        this.durations = Timer.builder("radin.reconcile.duration")
                .description("How long reconciliations took")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.errors = Counter.builder("radin.reconcile.errors")
                .description("Reconciliations that failed and are tried again")
                .register(registry);
        this.retries = Counter.builder("radin.reconcile.retries")
                .description("Reconciliations that were tried again after they had failed")
                .register(registry);
        gauge("waiting", threads, pool -> pool.getQueue().size(), registry);
        gauge("running", threads, ThreadPoolExecutor::getActiveCount, registry);
    }

    private static void gauge(
            String state,
            ThreadPoolExecutor threads,
            ToDoubleFunction<ThreadPoolExecutor> count,
            MeterRegistry registry) {
        Gauge.builder("radin.reconciliations", threads, count)
                .description("Selections that wait for a look at them, or are being looked at")
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        return durations.recordCallable(execution::execute);
    }

    @Override
    public void reconciliationSubmitted(HasMetadata resource, RetryInfo retry, Map<String, Object> metadata) {
        if (retry != null && retry.getAttemptCount() > 0) {
            retries.increment();
        }
    }

    @Override
    public void reconciliationFailed(
            HasMetadata resource, RetryInfo retry, Exception exception, Map<String, Object> metadata) {
        errors.increment();
    }
}
