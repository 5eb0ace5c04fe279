package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a resource names lies on the volume of a claim, and the resource says nothing of volumes. */
@NeedsKubernetes
class ClaimTest {

    @TempDir
    private Path folder;

    @Test
    void claimsAreMountedWhereUrisNameThem() throws IOException {
        try (Sandbox sandbox = Sandbox.withRealWorkers(folder.resolve("node")).withOperator()) {
            sandbox.claim("runs");
            Path volume = Files.createDirectories(folder.resolve("node/claims/" + sandbox.namespace()))
                    .resolve("runs");
            SmallPool files = SmallPool.in(volume).budget(2);
            Pool local = Pool.of(files, sandbox.namespace(), "vit");
            String remote = ResourceWriter.yaml(local.resource()).replace("file://" + volume + "/", "pvc://runs/");
            SoupSelection alone = Serialization.unmarshal(local.run().out(), SoupSelection.class);

            sandbox.client()
                    .resource(Serialization.unmarshal(remote, SoupSelection.class))
                    .create();
            SoupSelection done =
                    sandbox.await("vit", "it has ended", r -> ConditionQueries.holds(r.getStatus(), "Ready"));

            assertThat(done.getStatus().result.score).isEqualTo(alone.getStatus().result.score);
            assertThat(done.getStatus().result.digest).isEqualTo(alone.getStatus().result.digest);
            assertThat(done.getStatus().result.uri).startsWith("pvc://runs/");
            assertThat(done.getStatus().report.uri).startsWith("pvc://runs/");
        }
    }
}
