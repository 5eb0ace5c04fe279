package dev.radin.operator.metric;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;

/** How long reconciliations take, and how many fail. */
public final class ReconcileMetrics implements Metrics {

    private final Timer durations;
    private final Counter errors;

    public ReconcileMetrics(MeterRegistry registry) {
        this.durations = Timer.builder("radin.reconcile.duration")
                .description("How long reconciliations took")
                .publishPercentileHistogram()
                .register(registry);
        this.errors = Counter.builder("radin.reconcile.errors")
                .description("Reconciliations that failed and are tried again")
                .register(registry);
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        return durations.recordCallable(execution::execute);
    }

    @Override
    public void reconciliationFailed(
            HasMetadata resource, RetryInfo retry, Exception exception, Map<String, Object> metadata) {
        errors.increment();
    }
}
