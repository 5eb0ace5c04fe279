package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** The Node object of a fake node, and the Lease by which it shows that it lives. */
record NodePresence(KubernetesClient client, String name, Map<String, Quantity> capacity) {

    private static final String LEASES = "kube-node-lease";

    void register() {
        client.nodes().resource(node()).create();
        beat();
    }

    /** To be called more often than the controllers' {@code --node-monitor-grace-period}, which is 50 seconds. */
    void beat() {
        try {
            client.leases()
                    .inNamespace(LEASES)
                    .resource(lease())
                    .forceConflicts()
                    .serverSideApply();
            // What missed beats made the controllers say of it, only the node itself takes back.
            client.nodes().resource(node()).patchStatus();
        } catch (KubernetesClientException e) {
            // An API server that is away for a moment; the next beat is soon.
        }
    }

    void remove() {
        client.nodes().withName(name).delete();
        client.leases().inNamespace(LEASES).withName(name).delete();
    }

    private Node node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withCapacity(capacity)
                .withAllocatable(capacity)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .withMessage("a fake node is always ready")
                .withLastHeartbeatTime(now().toInstant().toString())
                .withLastTransitionTime(now().toInstant().toString())
                .endCondition()
                .endStatus()
                .build();
    }

    private Lease lease() {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(LEASES)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(name)
                .withLeaseDurationSeconds(40)
                .withRenewTime(now())
                .endSpec()
                .build();
    }

    private static ZonedDateTime now() {
        return ZonedDateTime.now(ZoneOffset.UTC).withNano(0);
    }
}
