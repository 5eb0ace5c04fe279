package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.NeedsKubernetes;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged program tells those who watch it. */
@NeedsKubernetes
class OperatorProcessIT {

    @TempDir
    private Path folder;

    private final SimulatedWorkers workers = new SimulatedWorkers(1);

    @AutoClose
    private final Replicas replicas = Replicas.with(workers);

    private final Sandbox sandbox = replicas.sandbox();

    @Test
    void itTellsHowItIsWhatItCountsAndWhatItDid() throws Exception {
        Replica operator = replicas.start(folder);
        operator.awaitReady();
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");

        assertThat(sandbox.get("vit").getMetadata().getManagedFields())
                .filteredOn(fields -> "status".equals(fields.getSubresource()))
                .extracting(ManagedFieldsEntry::getManager)
                .containsExactly("radin-operator");
        assertThat(operator.get("/q/health/live")).contains("\"UP\"");
        assertThat(operator.get("/q/metrics"))
                .contains("radin_selections{state=\"SoupSelected\"} 1.0")
                .contains("radin_passes_total{outcome=\"made\"} " + (double) workers.passesMade());
        JsonNode line = operator.logged("SoupSelected");
        assertThat(line.at("/mdc/namespace").asText()).isEqualTo(sandbox.namespace());
        assertThat(line.at("/mdc/name").asText()).isEqualTo("vit");
        assertThat(line.at("/mdc/stage").asText()).isEqualTo("SoupSelected");
    }

    /** Histograms are many series for each value of each label. */
    @Test
    void whatItExposesIsDocumentedAndFew() throws Exception {
        Replica operator = replicas.start(folder);
        operator.awaitReady();
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");
        Eventually.until(
                "the result is counted", () -> operator.get("/q/metrics").contains("radin_results_total"), () -> "");

        String exposed = operator.get("/q/metrics");
        assertThat(exposed.lines().filter(line -> line.startsWith("radin_"))).hasSizeLessThan(250);
        assertThat(documentedMetrics()).containsExactlyInAnyOrderElementsOf(families(exposed));
    }

    private static Set<String> families(String exposed) {
        return exposed.lines()
                .filter(line -> line.startsWith("# TYPE radin_"))
                .map(line -> line.split(" "))
                // Micrometer's companions of a histogram; a counter's family has no _total in OpenMetrics.
                .filter(type -> !type[2].endsWith("_max"))
                .map(type -> type[2] + (type[3].equals("counter") && !type[2].endsWith("_total") ? "_total" : ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documentedMetrics() throws IOException {
        return Pattern.compile("`(radin_[a-z_]+)[`{]")
                .matcher(Files.readString(Path.of("docs/operator.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void toldToStopItEndsAtOnceAndWithoutAWord() throws Exception {
        Replica operator = replicas.start(folder);
        operator.awaitReady();

        operator.tellToStop();

        operator.awaitEnd();
        assertThat(operator.log()).noneMatch(line -> line.contains("\"ERROR\""));
    }
}
