package dev.radin.operator;

import dev.radin.operator.config.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts the controller with the process and stops it with it. */
@ApplicationScoped
class OperatorProcess {

    private final Operator operator;

    OperatorProcess(KubernetesClient client, OperatorSettings settings) {
        this.operator = RadinOperator.create(client, settings.toConfig(), Metrics.NOOP);
    }

    void start(@Observes StartupEvent event) {
        operator.start();
    }

    void stop(@Observes ShutdownEvent event) {
        operator.stop();
    }
}
