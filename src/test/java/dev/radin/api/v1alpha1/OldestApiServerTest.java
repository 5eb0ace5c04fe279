package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.NeedsKubernetes;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oldest supported API server takes the definition and holds it. */
@NeedsKubernetes(NeedsKubernetes.Version.oldest)
class OldestApiServerTest {

    @Test
    void refusesTheSameAndDefaultsTheSame(@TempDir Path folder) {
        try (ControlPlane cluster = ControlPlane.start(ClusterBinaries.oldest(), folder)) {
            ApiServer server = ApiServer.of(cluster);

            JsonNode stored = server.dryRun(Wrong.VALID, Validation.STRICT);

            assertThat(stored.at("/spec/models")).hasSize(2);
            Wrong.all().filter(w -> w.told() == Wrong.Told.WHEN_APPLIED).forEach(w -> Refusal.check(server, w));
        }
    }
}
