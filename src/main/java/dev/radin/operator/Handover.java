package dev.radin.operator;

import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.reconcile.Gate;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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
     * For when the process is told to stop. It ends the process at once when it is through, before the elector takes the lease
     * again; that it does so with 0 is what tells a kubelet that all is well.
     *
     * @param client not closed by anybody else
     */
    Thread hook(KubernetesClient client, OperatorConfig config) {
        return new Thread(
                () -> {
                    release(client, config);
                    Runtime.getRuntime().halt(0);
                },
                "handover");
    }

    private void release(KubernetesClient client, OperatorConfig config) {
        underWay = true;
        try {
            if (!gate.close(RECONCILIATION)) {
                LOG.warn("a reconciliation has not ended, so the lease is kept and runs out by itself");
                return;
            }
            if (config.lease().isPresent()) {
                release(client, config.instance(), config.lease().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("the lease was not given up, and runs out by itself: {}", e.getMessage());
        }
    }

    /** Again where a renewal came between. */
    private static void release(KubernetesClient client, String instance, OperatorConfig.Lease lease) {
        for (int attempt = 1; ; attempt++) {
            try {
                if (gaveUp(client, instance, lease)) {
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

    /** As client-go does; by a patch, as no null can be written by the client's own elector. */
    private static boolean gaveUp(KubernetesClient client, String instance, OperatorConfig.Lease lease) {
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
