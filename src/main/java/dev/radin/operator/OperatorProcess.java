package dev.radin.operator;

import dev.radin.operator.call.ApiServerConnections;
import dev.radin.operator.call.ApiServerLine;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.config.OperatorSettings;
import dev.radin.operator.metric.BuildInfo;
import dev.radin.operator.resource.KubernetesJson;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The controller of this process, for those that start it and those that ask how it is. */
@Singleton
class OperatorProcess {

    /**
     * Instead of Quarkus' own, which is made the same way but for the line, and with connections that Quarkus closes first of
     * all when the process is told to stop: what is under way then would fail.
     */
    @Produces
    @Singleton
    KubernetesClient client(Config connection, OperatorSettings settings, MeterRegistry registry) {
        return new KubernetesClientBuilder()
                .withConfig(connection)
                .withKubernetesSerialization(KubernetesJson.SERIALIZATION)
                .withHttpClientFactory(ApiServerConnections.factory())
                .withHttpClientBuilderConsumer(ApiServerLine.with(settings.callsPerSecond(), registry))
                .build();
    }

    @Produces
    @Singleton
    OperatorConfig config(OperatorSettings settings) {
        return settings.toConfig();
    }

    @Produces
    @Singleton
    Handover handover() {
        return new Handover();
    }

    @Produces
    @Singleton
    Operator operator(
            KubernetesClient client,
            OperatorConfig config,
            MeterRegistry registry,
            Handover handover,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        BuildInfo.show(version, registry);
        return RadinOperator.create(client, config, registry, handover);
    }
}
