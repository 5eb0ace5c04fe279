package dev.radin.operator;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import dev.radin.operator.config.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** The operator as a process: runs until it is told to stop, and ends at once where it could do nothing. */
public class OperatorApplication implements QuarkusApplication {

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final Operator operator;
    private final Handover handover;

    OperatorApplication(KubernetesClient client, OperatorConfig config, Operator operator, Handover handover) {
        this.client = client;
        this.config = config;
        this.operator = operator;
        this.handover = handover;
    }

    /** @throws RadinException where it cannot work, saying what is missing */
    @Override
    public int run(String... arguments) throws InterruptedException {
        new Preflight(client, config).check();
        start();
        Runtime.getRuntime().addShutdownHook(handover.hook(client, config));
        Quarkus.waitForExit();
        // The hook ends the process, and this does where it takes too long: it may be killed anywhere.
        Thread.sleep(Handover.MOST.toMillis());
        Runtime.getRuntime().halt(0);
        return 0;
    }

    private void start() {
        try {
            RadinOperator.start(operator);
        } catch (OperatorException e) {
            throw new RadinException(
                    Reason.WorkerFailed,
                    RootCause.of(e).getMessage() + "; is what deploy/rbac.yaml has applied, and up to date?",
                    e);
        }
    }
}
