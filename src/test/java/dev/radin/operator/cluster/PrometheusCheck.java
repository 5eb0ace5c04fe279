package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.SmallPool;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.metric.Alerts;
import dev.radin.operator.metric.Dashboards;
import dev.radin.operator.metric.PromQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus reads the packaged operator's metrics while real workers select soups, and is asked what every panel and
 * every alert asks: {@code dev/check-prometheus} runs this.
 */
@NeedsKubernetes
@EnabledIfSystemProperty(named = "radin.prometheus", matches = ".+")
class PrometheusCheck {

    private static final List<String> STRATEGIES = List.of("Auto", "Search", "Radin", "Greedy");
    private static final Duration STEP = Duration.ofSeconds(2);

    /** Selectors without series where all is well, and why. */
    private static final Map<String, String> EMPTY_WHEN_WELL = Map.of(
            "radin_api_calls_total{code=~\"5xx|429|none\"}", "the API server answers each call",
            "radin_api_calls_total{code=\"403\", resource!=\"jobs\"}", "the role that ships allows each call",
            "radin_selections{state=~\"OutputNotWritable|StorageFailed\"}", "every output can be written");

    /** Alerts of selections that this run has on purpose; they fire only after some minutes. */
    private static final List<String> PENDING = List.of("RadinSelectionsStalled", "RadinSelectionsWaiting");

    @TempDir
    private Path folder;

    private Sandbox sandbox;

    @Test
    void everyPanelAndEveryAlertHasItsData() throws Exception {
        Path program = Path.of(System.getProperty("radin.prometheus"));
        Path results = Path.of(System.getProperty("radin.prometheus.results"));
        sandbox = Sandbox.withRealWorkers(folder.resolve("node"));
        try (Replicas replicas = Replicas.in(sandbox)) {
            Replica operator =
                    replicas.start(folder, replicas.kubeconfig(), Map.of("RADIN_OPERATOR_IMAGE_CPU", "radin"));
            operator.awaitReady();
            Instant start = Instant.now();
            try (Prometheus prometheus =
                    Prometheus.watching(operator, program, folder.resolve("prometheus"), Alerts.FOLDER)) {
                selectSoups();
                Files.createDirectories(results);
                awaitAlerts(prometheus);
                Files.writeString(results.resolve("recorded.txt"), radinSeries(operator.get("/q/metrics")));
                ArrayNode answers = answers(prometheus, start);
                Files.writeString(results.resolve("answers.json"), answers.toPrettyString());

                assertThat(queriesWithoutData(answers)).isEmpty();
                assertThat(alertsWithoutData(prometheus)).isEmpty();
                assertThat(alertsThatHold(prometheus)).containsExactlyInAnyOrderElementsOf(PENDING);
            }
        }
    }

    /** Each strategy; the first again, with a larger budget; one that cannot, one that may not, one that is not to. */
    private void selectSoups() {
        for (String strategy : STRATEGIES) {
            SmallPool files =
                    SmallPool.in(folder.resolve(strategy)).budget(6).spec("strategy: {type: " + strategy + "}");
            create(files, strategy, resource -> {});
            sandbox.await(name(strategy), "it has a result", PrometheusCheck::isDone);
        }
        sandbox.edit(name("Auto"), resource -> resource.getSpec().rerunNonce = "again");
        sandbox.await(name("Auto"), "it has a result again", PrometheusCheck::isDone);
        SmallPool gone = SmallPool.in(folder.resolve("gone"));
        create(gone, "gone", resource -> gone.delete("val.safetensors"));
        sandbox.await("gone", "InputNotFound");
        create(SmallPool.in(folder.resolve("held")), "held", resource -> resource.getSpec().suspend = true);
        sandbox.await("held", "Suspended");
        sandbox.spendPodQuota();
        create(SmallPool.in(folder.resolve("poor")), "poor", resource -> {});
        sandbox.await("poor", "WaitingForQuota");
    }

    private void create(SmallPool files, String name, Consumer<SoupSelection> change) {
        SoupSelection resource = Pool.of(files, sandbox.namespace(), name(name)).resource();
        change.accept(resource);
        sandbox.client().resource(resource).create();
    }

    private static String name(String strategy) {
        return strategy.toLowerCase(Locale.ROOT);
    }

    private static boolean isDone(SoupSelection resource) {
        return resource.getStatus() != null
                && resource.getMetadata().getGeneration().equals(resource.getStatus().observedGeneration)
                && resource.getStatus().outcome != null;
    }

    /** Without the values of the process, which no alert's trial needs. */
    private static String radinSeries(String exposed) {
        return exposed.lines()
                .filter(line -> line.matches("(# TYPE )?(radin_|jvm_memory_(used|max)_bytes|process_start_time).*"))
                .filter(line -> !line.matches("(# TYPE )?radin_[a-z_]*_max[ {].*"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    /** So that Prometheus has read the last state, too. */
    private static void awaitAlerts(Prometheus prometheus) {
        Eventually.until("the alerts " + PENDING + " hold", () -> holds(prometheus), () -> "");
    }

    private static boolean holds(Prometheus prometheus) {
        try {
            return alertsThatHold(prometheus).containsAll(PENDING);
        } catch (IOException e) {
            return false;
        }
    }

    /** With the title of their panel. */
    private static List<String> queriesWithoutData(ArrayNode answers) {
        List<String> without = new ArrayList<>();
        for (JsonNode answer : answers) {
            List<PromQuery> queries = Dashboards.queries(answer.path("panel")).toList();
            for (int i = 0; i < queries.size(); i++) {
                if (!hasNumbers(answer.path("answers").path(i))) {
                    without.add(answer.at("/panel/title").asText() + ": "
                            + queries.get(i).text());
                }
            }
        }
        return without;
    }

    /** As Grafana does it, for all of the time since the start. */
    private static String filledIn(PromQuery query, Instant start) {
        long range = Math.max(1, Duration.between(start, Instant.now()).toSeconds());
        return query.text()
                .replace("$__rate_interval", "15s")
                .replace("$__range", range + "s")
                .replace("$job", Prometheus.JOB);
    }

    /** Some value that is not NaN, as a share of nothing is. */
    private static boolean hasNumbers(JsonNode series) {
        for (JsonNode one : series) {
            for (JsonNode sample : one.path("values")) {
                if (!sample.path(1).asText().equals("NaN")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> alertsWithoutData(Prometheus prometheus) throws IOException {
        List<String> without = new ArrayList<>();
        for (Alerts.Alert alert : Alerts.all()) {
            for (String selector : alert.query().selectors()) {
                if (prometheus.ask(selector).isEmpty() != EMPTY_WHEN_WELL.containsKey(selector)) {
                    without.add(alert.name() + ": " + selector);
                }
            }
        }
        return without;
    }

    private static List<String> alertsThatHold(Prometheus prometheus) throws IOException {
        List<String> holding = new ArrayList<>();
        for (JsonNode group : prometheus.rules()) {
            for (JsonNode rule : group.path("rules")) {
                assertThat(rule.path("health").asText())
                        .as(rule.path("name").asText() + ": " + rule.path("lastError"))
                        .isEqualTo("ok");
                if (!rule.path("state").asText().equals("inactive")) {
                    holding.add(rule.path("name").asText());
                }
            }
        }
        return holding;
    }

    /** What each query of each panel gives, of which a picture of the panels is made too. */
    private static ArrayNode answers(Prometheus prometheus, Instant start) throws IOException {
        ArrayNode answers = new JsonMapper().createArrayNode();
        for (JsonNode dashboard : Dashboards.all().values()) {
            for (JsonNode panel : Dashboards.panels(dashboard).toList()) {
                ObjectNode answer = answers.addObject();
                answer.put("dashboard", dashboard.path("title").asText());
                answer.set("panel", panel);
                ArrayNode series = answer.putArray("answers");
                for (PromQuery query : Dashboards.queries(panel).toList()) {
                    series.add(prometheus.ask(filledIn(query, start), start, STEP));
                }
            }
        }
        return answers;
    }
}
