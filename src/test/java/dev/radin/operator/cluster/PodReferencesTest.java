package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Secrets that a resource refers to and that are not there: said, waited for, and gone on from. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class PodReferencesTest {

    @TempDir
    private Path folder;

    private Sandbox sandbox;
    private Pool pool;

    @BeforeEach
    void open() {
        sandbox = Sandbox.withRealWorkers(folder.resolve("node")).withOperator();
        pool = Pool.of(SmallPool.in(folder.resolve("pool")).budget(0), sandbox.namespace(), "vit");
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aSecretThatTheEnvironmentIsTakenFrom() {
        worker("envFrom: [{secretRef: {name: storage}}]");

        isSaidAndWaitedFor("secret \"storage\" not found");
    }

    @Test
    void aSecretOfOneVariable() {
        worker("env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: storage, key: token}}}]");

        isSaidAndWaitedFor("secret \"storage\" not found");
    }

    @Test
    void aSecretThatIsMounted() {
        template("spec: {volumes: [{name: credentials, secret: {secretName: storage}}]}");

        isSaidAndWaitedFor("MountVolume.SetUp failed for volume \"credentials\" : secret \"storage\" not found");
    }

    private void worker(String fields) {
        template("spec: {containers: [{name: worker, " + fields + "}]}");
    }

    private void template(String yaml) {
        pool.resource().getSpec().workers.template = Resources.yaml(yaml);
    }

    private void isSaidAndWaitedFor(String words) {
        SoupSelection waiting = sandbox.create(pool, "PodConfigInvalid");

        String message = Sandbox.message(waiting);
        assertThat(message).matches("pod vit-inspect-\\S+: \\Q" + words + "\\E");
        assertThat(sandbox.events("vit"))
                .extracting(Event::getType, Event::getReason, Event::getNote)
                .containsExactly(tuple("Warning", "PodConfigInvalid", message));

        createSecret();

        sandbox.await("vit", "it has ended", r -> ConditionQueries.holds(r.getStatus(), "Ready"));
    }

    private void createSecret() {
        sandbox.client()
                .secrets()
                .inNamespace(sandbox.namespace())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("storage")
                        .endMetadata()
                        .withStringData(Map.of("token", "t"))
                        .build())
                .create();
    }
}
