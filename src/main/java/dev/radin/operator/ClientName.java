package dev.radin.operator;

import io.fabric8.kubernetes.client.Config;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the API server knows the operator by: the field manager of what it writes, and the user agent of audit logs. */
@Singleton
class ClientName implements KubernetesConfigCustomizer {

    private final String version;

    ClientName(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    @Override
    public void customize(Config config) {
        config.setUserAgent("radin-operator/" + version);
    }
}
