package dev.radin.operator;

import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.config.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The controller of this process, for those that start it and those that ask how it is. */
@Singleton
class OperatorProcess {

    @Produces
    @Singleton
    OperatorConfig config(OperatorSettings settings) {
        return settings.toConfig();
    }

    @Produces
    @Singleton
    Operator operator(KubernetesClient client, OperatorConfig config, MeterRegistry registry) {
        return RadinOperator.create(client, config, registry);
    }
}
