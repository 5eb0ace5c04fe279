package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.metric.DocumentedMetrics;
import dev.radin.operator.metric.ExposedMetrics;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged program tells those who watch it. */
@NeedsKubernetes
class OperatorProcessIT {

    private static final Pattern SLEEPING_SCHEDULER =
            Pattern.compile("\"pool-\\d+-thread-1\"[^\"]*ScheduledThreadPoolExecutor\\$DelayedWorkQueue\\.take\\(");

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
        operator.awaitMetric("radin_selections{phase=\"done\",state=\"SoupSelected\"} 1.0");
        operator.awaitMetric("radin_passes_total{outcome=\"made\"} " + (double) workers.passesMade());
        JsonNode line = operator.awaitLogged("SoupSelected");
        assertThat(line.at("/mdc/namespace").asText()).isEqualTo(sandbox.namespace());
        assertThat(line.at("/mdc/name").asText()).isEqualTo("vit");
        assertThat(line.at("/mdc/state").asText()).isEqualTo("SoupSelected");
    }

    /** Histograms are many series for each value of each label. */
    @Test
    void whatItExposesIsDocumentedAndFew() throws Exception {
        Replica operator = replicas.start(folder);
        operator.awaitReady();
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");
        operator.awaitMetric("radin_results_total{kind=\"soup\",strategy=\"Auto\"} 1.0");

        String exposed = operator.get("/q/metrics");
        assertThat(exposed.lines().filter(line -> line.startsWith("radin_"))).hasSizeLessThan(400);
        Map<String, Set<String>> metrics = ExposedMetrics.of(exposed);
        Map<String, Set<String>> documented = DocumentedMetrics.all();
        assertThat(metrics).containsAllEntriesOf(documented);
        assertThat(metrics.keySet())
                .filteredOn(name -> name.startsWith("radin_"))
                .isSubsetOf(documented.keySet());
    }

    /** A scheduler without a core thread looks for what is due a hundred times a second for as long as anything is planned. */
    @Test
    void betweenWhatIsPlannedItSleeps() throws Exception {
        Replica operator = replicas.start(folder);
        operator.awaitReady();

        operator.awaitThreads(
                "the scheduler sleeps",
                threads -> SLEEPING_SCHEDULER.matcher(threads).find());
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
