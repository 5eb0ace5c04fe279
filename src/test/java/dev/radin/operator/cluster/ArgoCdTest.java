package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.NeedsKubernetes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the script says of each state, {@code StateTableTest} tries. */
@NeedsKubernetes
class ArgoCdTest {

    private static final String SCRIPT = "deploy/argocd/radin.dev/SoupSelection/health.lua";
    private static final String KEY = "resource.customizations.health.radin.dev_SoupSelection";

    @Test
    void theDocumentedCommandPutsTheScriptBesideWhatIsThere() throws IOException {
        ControlPlane cluster = ControlPlane.shared();
        String namespace = cluster.createNamespace("argocd");
        ConfigMap there = cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("argocd-cm")
                        .endMetadata()
                        .addToData("url", "https://argocd.example.com")
                        .build())
                .create();

        String made = cluster.kubectl(
                        "create",
                        "configmap",
                        "argocd-cm",
                        "--dry-run=client",
                        "-o",
                        "yaml",
                        "--from-file=" + KEY + "=" + SCRIPT)
                .orFail();
        cluster.kubectlWith(made, "apply", "-n", namespace, "--server-side", "--field-manager=radin", "-f", "-")
                .orFail();

        assertThat(cluster.client().resource(there).get().getData())
                .isEqualTo(Map.of("url", "https://argocd.example.com", KEY, Files.readString(Path.of(SCRIPT))));
        assertThat(Files.readString(Path.of("docs/gitops.md"))).contains("--from-file=" + KEY + "=" + SCRIPT);
    }
}
