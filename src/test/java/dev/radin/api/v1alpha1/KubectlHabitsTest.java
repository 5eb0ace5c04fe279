package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.Kubectl;
import dev.radin.cluster.NeedsKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do with kubectl every day works with the resource as it does with those of Kubernetes. */
@NeedsKubernetes
class KubectlHabitsTest {

    private static final Path EVERYTHING = Path.of("src/test/resources/manifests/everything.yaml");

    private static ControlPlane cluster;
    private static String namespace;

    @BeforeAll
    static void start() {
        cluster = ApiServer.shared().cluster();
        namespace = cluster.createNamespace("habits");
    }

    @Test
    void explainGoesDownToTheLeavesOfAPod() {
        String pod = "soup.spec.workers.passes.template.spec";
        String terms = ".affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";

        assertThat(cluster.kubectl("explain", pod + terms + ".matchExpressions.operator")
                        .orFail())
                .contains("FIELD: operator <string>");
        assertThat(cluster.kubectl("explain", pod + ".containers.env.valueFrom.secretKeyRef.optional")
                        .orFail())
                .contains("FIELD: optional <boolean>");
    }

    /** Nothing is added to what was applied: there are no defaults that would show as a difference. */
    @Test
    void diffShowsWhatWasChangedAndNothingElse() throws IOException {
        String applied = Files.readString(EVERYTHING);
        apply(applied);

        Kubectl same = diff(applied);
        Kubectl other = diff(applied.replace("parallelism: 8", "parallelism: 9"));

        assertThat(same.output() + same.errors()).isEmpty();
        assertThat(same.exitCode()).isZero();
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.output()
                        .lines()
                        .filter(line -> line.matches("[-+] .*"))
                        .map(line -> line.substring(1).strip())
                        .filter(line -> !line.startsWith("generation:")))
                .containsExactly("parallelism: 8", "parallelism: 9");
    }

    /** As kubectl edit sends it. */
    @Test
    void anEditChangesOneFieldOfAMapByName() {
        apply(Wrong.VALID);
        cluster.kubectl(
                        "-n",
                        namespace,
                        "patch",
                        "soup",
                        "letters",
                        "--type=json",
                        "-p",
                        "[{\"op\": \"replace\", \"path\": \"/spec/models/0/uri\", \"value\": \"file:///a/other.pt\"}]")
                .orFail();

        assertThat(cluster.kubectl("-n", namespace, "get", "soup", "letters", "-o", "jsonpath={.spec.models[*].uri}")
                        .orFail())
                .isEqualTo("file:///a/other.pt file:///a/two.safetensors");
    }

    /** The annotation that it keeps has room for 256 KiB. */
    @Test
    void theDefinitionCanBeAppliedByTheClient() {
        assertThat(cluster.kubectl("apply", "--dry-run=server", "-f", Crd.FILE.toString())
                        .orFail())
                .contains("soupselections.radin.dev");
    }

    private static void apply(String resource) {
        cluster.kubectlWith(resource, "-n", namespace, "apply", "-f", "-").orFail();
    }

    private static Kubectl diff(String resource) {
        return cluster.kubectlWith(resource, "-n", namespace, "diff", "-f", "-");
    }
}
