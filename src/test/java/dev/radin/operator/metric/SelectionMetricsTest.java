package dev.radin.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.operator.Receipted;
import dev.radin.plan.StageResult;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.status.EndedStage;
import dev.radin.status.WorkDone;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of results, through the registry that Quarkus uses. */
@SuppressWarnings("deprecation")
class SelectionMetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SelectionMetrics metrics = new SelectionMetrics(registry);

    @Test
    void whatHasNotHappenedYetIsThereAsZero() {
        assertThat(lines())
                .contains(
                        "radin_results_total{kind=\"soup\",strategy=\"Greedy\",} 0.0",
                        "radin_passes_total{outcome=\"failed\",} 0.0",
                        "radin_stage_duration_seconds_count{outcome=\"failed\",stage=\"publish\",} 0.0",
                        "radin_gpu_seconds_total 0.0");
    }

    @Test
    void aGainIsCountedInTheBucketThatItIsIn() {
        publish(0.8 - 0.78, 0.9, "Auto/Search");

        assertThat(lines())
                .contains(
                        "radin_gain_basis_points_bucket{le=\"100.0\",} 0.0",
                        "radin_gain_basis_points_bucket{le=\"300.0\",} 1.0");
    }

    @Test
    void aGainOfAWholePointIsCountedAsThatWhateverSubtractionLeaves() {
        publish(0.80275 - 0.79275, 0.9, "Auto/Search");

        assertThat(0.80275 - 0.79275).isGreaterThan(0.01);
        assertThat(lines())
                .contains(
                        "radin_gain_basis_points_bucket{le=\"30.0\",} 0.0",
                        "radin_gain_basis_points_bucket{le=\"100.0\",} 1.0");
    }

    @Test
    void theOrderOfEstimatesIsCountedByStrategy() {
        publish(0.02, 0.45, "Radin");

        assertThat(lines())
                .contains(
                        "radin_estimate_concordance_percent_bucket{strategy=\"Radin\",le=\"50.0\",} 1.0",
                        "radin_estimate_concordance_percent_sum{strategy=\"Radin\",} 45.0",
                        "radin_estimate_concordance_percent_count{strategy=\"Auto\",} 0.0",
                        "radin_results_total{kind=\"soup\",strategy=\"Radin\",} 1.0");
    }

    @Test
    void aStrategyThatNobodyKnowsIsNoLabel() {
        publish(0.02, 0.9, "mine-4711");

        assertThat(lines()).contains("radin_results_total{kind=\"soup\",strategy=\"other\",} 1.0");
        assertThat(registry.scrape()).doesNotContain("mine");
    }

    private List<String> lines() {
        return registry.scrape().lines().toList();
    }

    private void publish(double gain, double concordance, String strategy) {
        Published good = Receipted.published(4, 1).published();
        Published result = new Published(
                strategy,
                good.best(),
                good.single(),
                gain,
                good.interval(),
                good.pValue(),
                good.models(),
                good.evaluated(),
                good.evaluations(),
                good.test(),
                good.excluded(),
                good.excludedCount(),
                good.suspects(),
                good.suspectCount(),
                good.report(),
                concordance,
                null,
                null);
        StageTask task = new StageTask(Stage.publish, 0, AskedHash.kept("a"), 1, 1, null, null, Cost.NONE);
        EndedStage ended = new EndedStage(
                new StageResult(task, Receipt.published("0000000000000001", Cost.NONE, result)), NOW, NOW, "job");
        metrics.written("uid", null, WorkDone.of(List.of(ended)));
    }
}
