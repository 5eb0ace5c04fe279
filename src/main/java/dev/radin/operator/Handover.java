package dev.radin.operator;

import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.reconcile.Gate;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a replica that is told to stop does for the next one: ends what it is about, and gives up the lease, which otherwise
 * has to run out first. It does nothing after that.
 */
public final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /** A reconciliation takes far less, unless the API server hangs. */
    private static final Duration RECONCILIATION = Duration.ofSeconds(10);

    /**
     * How long it may take, within the 30 seconds that a kubelet gives a pod. Where it takes longer the lease runs out by
     * itself.
     */
    static final Duration MOST = Duration.ofSeconds(20);

    private static final int ATTEMPTS = 3;

    private final Gate gate = new Gate();
    private volatile boolean underWay;

    Gate gate() {
        return gate;
    }

    /** From then on it is no fault that the lease is not renewed. */
    boolean isUnderWay() {
        return underWay;
    }

    /**
     * To be called when the process is told to stop: the Java machine waits for such a hook.
     *
     * @param cluster how to reach the API server; the process's own client is closed by then
     */
    Thread hook(Config cluster, OperatorConfig config) {
        return new Thread(() -> release(cluster, config), "handover");
    }

    private void release(Config cluster, OperatorConfig config) {
        underWay = true;
        try {
            if (!gate.close(RECONCILIATION)) {
                LOG.warn("a reconciliation has not ended, so the lease is kept and runs out by itself");
                return;
            }
            if (config.lease().isPresent()) {
                release(cluster, config.instance(), config.lease().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the lease was not given up, and runs out by itself: {}", e.getMessage());
        }
    }

    /** Again where a renewal came between. */
    private static void release(Config cluster, String instance, OperatorConfig.Lease lease) {
        try (KubernetesClient client = clientOfItsOwn(cluster)) {
            for (int attempt = 1; ; attempt++) {
                try {
                    if (release(client, instance, lease)) {
                        LOG.info("gave up the lease");
                    }
                    return;
                } catch (KubernetesClientException e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                    LOG.debug("the lease was not given up", e);
                }
            }
        }
    }

    /** Quarkus has closed what the process's clients share. */
    private static KubernetesClient clientOfItsOwn(Config cluster) {
        return new KubernetesClientBuilder()
                .withConfig(cluster)
                .withHttpClientFactory(new VertxHttpClientFactory())
                .build();
    }

    /** As client-go does; by a patch, as no null can be written by the client's own elector. */
    private static boolean release(KubernetesClient client, String instance, OperatorConfig.Lease lease) {
        Resource<Lease> resource =
                client.leases().inNamespace(lease.namespace()).withName(OperatorConfig.Lease.NAME);
        Lease found = resource.get();
        if (found == null || !instance.equals(found.getSpec().getHolderIdentity())) {
            return false;
        }
        String version = found.getMetadata().getResourceVersion();
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\": {\"resourceVersion\": \"" + version
                        + "\"}, \"spec\": {\"holderIdentity\": \"\", \"leaseDurationSeconds\": 1}}");
        return true;
    }
}
