package dev.radin.operator;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import dev.radin.operator.config.OperatorConfig;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Whether there is a cluster to work in, before anything is started that would retry for ever. */
final class Preflight {

    private final KubernetesClient client;
    private final OperatorConfig config;

    Preflight(KubernetesClient client, OperatorConfig config) {
        this.client = client;
        this.config = config;
    }

    /** @throws RadinException saying what is missing and what to do */
    void check() {
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try {
            if (config.namespaces().isEmpty()) {
                client.resources(SoupSelection.class).inAnyNamespace().list(one);
            } else {
                config.namespaces().forEach(namespace -> client.resources(SoupSelection.class)
                        .inNamespace(namespace)
                        .list(one));
            }
        } catch (KubernetesClientException e) {
            throw new RadinException(Reason.WorkerFailed, client.getMasterUrl() + ": " + problem(e), e);
        }
    }

    private static String problem(KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection
                    .HTTP_NOT_FOUND -> "knows no SoupSelections; install the definition first: kubectl apply -f"
                    + " crds/soupselections.radin.dev.yaml";
            case HttpURLConnection.HTTP_UNAUTHORIZED,
                    HttpURLConnection.HTTP_FORBIDDEN -> "does not let the operator list SoupSelections: "
                    + e.getMessage()
                    + "; apply the role in deploy/, or name its namespaces in RADIN_OPERATOR_NAMESPACES";
            default -> "cannot be reached: " + RootCause.line(e) + "; "
                    + Kubeconfigs.usual().advice();
        };
    }
}
