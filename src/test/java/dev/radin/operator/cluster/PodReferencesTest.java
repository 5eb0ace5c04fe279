package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.VolumeSpec;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.nio.file.Path;
import java.util.List;
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
        pool.resource().getSpec().workers.envFrom = List.of(object().set("secretRef", named("name")));

        isSaidAndWaitedFor("secret \"storage\" not found");
    }

    @Test
    void aSecretOfOneVariable() {
        ObjectNode variable = object().put("name", "TOKEN");
        variable.putObject("valueFrom").set("secretKeyRef", named("name").put("key", "token"));
        pool.resource().getSpec().workers.env = List.of(variable);

        isSaidAndWaitedFor("secret \"storage\" not found");
    }

    @Test
    void aSecretThatIsMounted() {
        VolumeSpec volume = new VolumeSpec();
        volume.name = "credentials";
        volume.secret = named("secretName");
        pool.resource().getSpec().workers.volumes = List.of(volume);

        isSaidAndWaitedFor("MountVolume.SetUp failed for volume \"credentials\" : secret \"storage\" not found");
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

    private static ObjectNode named(String field) {
        return object().put(field, "storage");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
