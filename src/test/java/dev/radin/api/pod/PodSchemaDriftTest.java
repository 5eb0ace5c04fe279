package dev.radin.api.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.NeedsKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema of pods that ships is the part of the oldest supported API server's own that {@link PodSubsetFields} names. */
@NeedsKubernetes(NeedsKubernetes.Version.oldest)
class PodSchemaDriftTest {

    private static final Path FILE = Path.of("src/main/resources/dev/radin/api/pod/pod.json");

    @Test
    void theStoredSchemaIsWhatTheApiServerSays(@TempDir Path folder) throws IOException {
        String subset;
        try (ControlPlane cluster = ControlPlane.start(ClusterBinaries.oldest(), folder)) {
            JsonMapper mapper = new JsonMapper();
            DefaultIndenter lines = new DefaultIndenter(" ", "\n");
            subset = mapper.writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
                            .writeValueAsString(PodSubset.of(
                                    mapper.readTree(cluster.client().raw("/openapi/v3/api/v1"))))
                    + "\n";
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(FILE, subset);
        }

        assertThat(FILE).content().isEqualTo(subset);
    }
}
