package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as its Deployment runs it: with a kubeconfig of its service account, and nothing else. */
@NeedsKubernetes
class OperatorProcessIT {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private static final int PASSES = 6;

    @TempDir
    private Path folder;

    private final SimulatedWorkers workers = new SimulatedWorkers(1);
    private Sandbox sandbox;
    private final List<Process> started = new ArrayList<>();
    private Process operator;
    private int port;

    @BeforeEach
    void open() throws IOException {
        sandbox = Sandbox.open(workers);
        port = freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        started.forEach(Process::destroyForcibly);
        sandbox.close();
    }

    @Test
    void itTellsHowItIsWhatItCountsAndWhatItDid() throws Exception {
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        awaitReady();
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");

        assertThat(sandbox.get("vit").getMetadata().getManagedFields())
                .filteredOn(fields -> "status".equals(fields.getSubresource()))
                .extracting(ManagedFieldsEntry::getManager)
                .containsExactly("radin-operator");
        assertThat(get("/q/health/live")).contains("\"UP\"");
        assertThat(get("/q/metrics"))
                .contains("radin_selections{state=\"SoupSelected\"} 1.0")
                .contains("radin_passes_total{outcome=\"made\"} " + (double) workers.passesMade());
        JsonNode line = logged("SoupSelected");
        assertThat(line.at("/mdc/namespace").asText()).isEqualTo(sandbox.namespace());
        assertThat(line.at("/mdc/name").asText()).isEqualTo("vit");
        assertThat(line.at("/mdc/stage").asText()).isEqualTo("SoupSelected");
    }

    /** Histograms are many series for each value of each label. */
    @Test
    void whatItExposesIsDocumentedAndFew() throws Exception {
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        awaitReady();
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");
        Eventually.until("the result is counted", () -> get("/q/metrics").contains("radin_results_total"), () -> "");

        String exposed = get("/q/metrics");
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
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        awaitReady();

        operator.destroy();

        assertThat(operator.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(log()).noneMatch(line -> line.contains("\"ERROR\""));
    }

    /** Without waiting for the lease to run out, and without anything done twice. */
    @Test
    void toldToStopTheLeaderGivesUpTheLeaseAndTheOtherGoesOn() throws Exception {
        workers.hold(Stage.extract);
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");
        Process leader = operator;
        String first = "operator-" + port;
        port = freePort();
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        awaitReady();
        String second = "operator-" + port;

        try (Holders holders = Holders.watch(sandbox.client(), Sandbox.SYSTEM)) {
            leader.destroy();

            assertThat(leader.waitFor(5, TimeUnit.MINUTES)).isTrue();
            Eventually.until("the other leads", () -> holders.seen().contains(second), () -> "" + holders.seen());
            assertThat(holders.seen()).as(() -> String.join("\n", logged())).containsExactly(first, "", second);
        }
        workers.letGo();
        sandbox.await("vit", "SoupSelected");
        assertThat(leader.exitValue()).isZero();
        assertThat(log()).noneMatch(line -> line.contains("\"ERROR\""));
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void killedInTheMiddleTheNextOneGoesOn() throws Exception {
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        workers.hold(Stage.extract);
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");

        operator.destroyForcibly().waitFor();
        workers.letGo();
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));

        sandbox.await("vit", "SoupSelected");
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    /** The leader is frozen past its lease, as by a long pause of its machine; it must not go on when it wakes. */
    @Test
    void aLeaderThatLostItsLeaseEndsAndTheOtherGoesOn() throws Exception {
        workers.hold(Stage.extract);
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");
        Process leader = operator;
        port = freePort();
        start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));
        awaitReady();

        signal(leader, "STOP");
        workers.letGo();
        sandbox.await("vit", "SoupSelected");
        signal(leader, "CONT");

        assertThat(leader.waitFor(5, TimeUnit.MINUTES))
                .as("the old leader ends")
                .isTrue();
        assertThat(operator.isAlive()).isTrue();
        assertThat(workers.passesMade()).isEqualTo(PASSES);
        assertThat(sandbox.get("vit").getStatus().cost.passes).isEqualTo(PASSES);
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Test
    void whereItMayNothingItSaysSoOnceAndEnds() throws Exception {
        start(sandbox.cluster().kubeconfigAs(sandbox.namespace(), "default"));

        endedSaying("does not let the operator list SoupSelections", "deploy/");
    }

    @Test
    void whereItsPortIsTakenItSaysSoAndEnds() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
            start(sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR));

            endedSaying("port " + port + " is taken", "QUARKUS_HTTP_PORT");
        }
    }

    @Test
    void whereTheServersNameIsUnknownItSaysSoAndEnds() throws Exception {
        Path known = sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR);
        Path unknown = folder.resolve("kubeconfig");
        Files.writeString(
                unknown, Files.readString(known).replaceFirst("(server: \"?https://)[^:]+", "$1nowhere.invalid"));
        start(unknown);

        endedSaying("https://nowhere.invalid:", "cannot be reached", "UnknownHostException");
    }

    @Test
    void whereItMayNotHoldTheLeaseItSaysSoAndEnds() throws Exception {
        start(
                sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR),
                Map.of("RADIN_OPERATOR_LEADER_ELECTION_NAMESPACE", sandbox.namespace()));

        endedSaying("lease", sandbox.namespace(), "deploy/rbac.yaml");
    }

    @Test
    void aSettingThatIsWrongIsNamed() throws Exception {
        start(
                sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR),
                Map.of("RADIN_OPERATOR_API_CALLS_PER_SECOND", "0"));

        endedSaying(2, "RADIN_OPERATOR_API_CALLS_PER_SECOND: 0; must be at least 1");
    }

    private void endedSaying(String... words) throws Exception {
        endedSaying(4, words);
    }

    /** By itself, with one message, in the log and in the pod's termination message, and without a stack trace. */
    private void endedSaying(int exitCode, String... words) throws Exception {
        assertThat(operator.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(operator.exitValue()).as("exit code; %s", log()).isEqualTo(exitCode);
        String start = "radin: the operator cannot start: ";
        String sentence = Files.readString(folder.resolve("termination-log"));
        assertThat(log()).contains("radin: " + sentence);
        assertThat(log())
                .filteredOn(line -> line.startsWith("radin: "))
                .singleElement()
                .asString()
                .startsWith(start)
                .contains(words);
        assertThat(log()).noneMatch(line -> line.contains("stackTrace") || line.startsWith("\tat "));
    }

    private void start(Path kubeconfig) throws IOException {
        start(kubeconfig, Map.of());
    }

    /** @param settings besides the usual ones, or instead */
    private void start(Path kubeconfig, Map<String, String> settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "operator",
                        "--termination-log=termination-log")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
        builder.environment().put("RADIN_OPERATOR_NAMESPACES", sandbox.namespace());
        builder.environment().put("RADIN_OPERATOR_LEADER_ELECTION_NAMESPACE", Sandbox.SYSTEM);
        builder.environment().put("RADIN_OPERATOR_LEADER_ELECTION_LEASE_DURATION", "4s");
        builder.environment().put("RADIN_OPERATOR_INSTANCE", "operator-" + port);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(settings);
        operator = builder.start();
        started.add(operator);
    }

    private void awaitReady() {
        Eventually.until(
                "the operator is ready",
                () -> get("/q/health/ready").contains("\"status\": \"UP\""),
                () -> String.join("\n", logged()));
    }

    private String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> logged() {
        try {
            return log();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    private JsonNode logged(String state) throws IOException {
        for (String line : log()) {
            JsonNode json = new JsonMapper().readTree(line);
            if (json.path("message").asText().startsWith(state + ":")) {
                return json;
            }
        }
        throw new AssertionError("not logged: " + state);
    }
}
