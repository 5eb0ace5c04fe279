package dev.radin.operator.cluster;

import dev.radin.operator.config.OperatorConfig;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who holds the operator's lease, one after another. */
final class Holders implements AutoCloseable {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Watch watch;

    private Holders(KubernetesClient client, String namespace) {
        watch = client.leases()
                .inNamespace(namespace)
                .withName(OperatorConfig.Lease.NAME)
                .watch(new Watcher<Lease>() {
                    @Override
                    public void eventReceived(Action action, Lease lease) {
                        see(Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), ""));
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }

    static Holders watch(KubernetesClient client, String namespace) {
        return new Holders(client, namespace);
    }

    private void see(String holder) {
        if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(holder)) {
            seen.add(holder);
        }
    }

    /** Each time that it changed; nobody is an empty string. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        watch.close();
    }
}
