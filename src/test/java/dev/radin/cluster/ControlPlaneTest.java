package dev.radin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsKubernetes
class ControlPlaneTest {

    @Test
    void serviceAccountMayDoOnlyWhatIsBoundToIt() {
        ControlPlane cluster = ControlPlane.shared();
        String namespace = cluster.createNamespace("rbac");
        KubernetesClient other = cluster.clientAs(namespace, "default");
        assertThat(refusal(other, namespace)).contains("system:serviceaccount:" + namespace + ":default");

        cluster.kubectl(
                        "-n",
                        namespace,
                        "create",
                        "rolebinding",
                        "look",
                        "--clusterrole=cluster-admin",
                        "--serviceaccount=" + namespace + ":default")
                .orFail();

        Eventually.until(
                "it may list pods", () -> refusal(other, namespace).isEmpty(), () -> refusal(other, namespace));
    }

    @Test
    void podSecurityIsEnforced() {
        ControlPlane cluster = ControlPlane.shared();
        String namespace = cluster.createNamespace("restricted");
        cluster.kubectl("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted")
                .orFail();
        Pod privileged = new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("privileged")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("main")
                .withNewSecurityContext()
                .withPrivileged(true)
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();

        // Admission learns of the label by a watch.
        Eventually.until(
                "it is refused",
                () -> creationRefusal(cluster, privileged).contains("violates PodSecurity \"restricted:latest\""),
                () -> creationRefusal(cluster, privileged));
    }

    private static String creationRefusal(ControlPlane cluster, Pod pod) {
        try {
            cluster.client().resource(pod).dryRun(true).create();
            return "admitted";
        } catch (KubernetesClientException e) {
            return e.getMessage();
        }
    }

    @Test
    void apiServerComesBackAtItsAddressWithItsState(@TempDir Path folder) {
        try (ControlPlane cluster = ControlPlane.start(ClusterBinaries.newest(), folder)) {
            String namespace = cluster.createNamespace("kept");

            cluster.stopApiServer();
            cluster.startApiServer();

            assertThat(cluster.client().namespaces().withName(namespace).get()).isNotNull();
        }
    }

    private static String refusal(KubernetesClient client, String namespace) {
        try {
            client.pods().inNamespace(namespace).list();
            return "";
        } catch (KubernetesClientException e) {
            return e.getMessage();
        }
    }
}
