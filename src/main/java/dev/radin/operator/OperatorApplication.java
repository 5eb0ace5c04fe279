package dev.radin.operator;

import dev.radin.fault.RadinException;
import dev.radin.operator.config.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator as a process: runs until it is told to stop, and ends at once where it could do nothing. */
public class OperatorApplication implements QuarkusApplication {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorApplication.class);

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final Operator operator;

    OperatorApplication(KubernetesClient client, OperatorConfig config, Operator operator) {
        this.client = client;
        this.config = config;
        this.operator = operator;
    }

    @Override
    public int run(String... arguments) {
        try {
            new Preflight(client, config).check();
        } catch (RadinException e) {
            LOG.error("{}: {}", e.reason(), e.getMessage());
            return e.reason().exitCode();
        }
        operator.start();
        Quarkus.waitForExit();
        // It may be killed anywhere, so that is how it ends: giving up the lease ends the process by itself.
        Runtime.getRuntime().halt(0);
        return 0;
    }
}
