package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.NeedsKubernetes;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A packaged program that cannot start: it says so once, in a sentence, and ends. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class StartFailureIT {

    @TempDir
    private Path folder;

    @AutoClose
    private final Replicas replicas = Replicas.with(new SimulatedWorkers(1));

    private final Sandbox sandbox = replicas.sandbox();

    @Test
    void whereItMayNothing() throws Exception {
        Replica operator =
                replicas.start(folder, sandbox.cluster().kubeconfigAs(sandbox.namespace(), "default"), Map.of());

        endedSaying(operator, 4, "does not let the operator list SoupSelections", "deploy/");
    }

    @Test
    void whereItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();

            endedSaying(
                    replicas.start(folder, replicas.kubeconfig(), Map.of("QUARKUS_HTTP_PORT", Integer.toString(port))),
                    4,
                    "port " + port + " is taken",
                    "QUARKUS_HTTP_PORT");
        }
    }

    @Test
    void whereTheServersNameIsUnknown() throws Exception {
        Path unknown = folder.resolve("kubeconfig");
        Files.writeString(
                unknown,
                Files.readString(replicas.kubeconfig())
                        .replaceFirst("(server: \"?https://)[^:]+", "$1nowhere.invalid"));

        endedSaying(
                replicas.start(folder, unknown, Map.of()),
                4,
                "https://nowhere.invalid:",
                "cannot be reached",
                "UnknownHostException");
    }

    @Test
    void whereItMayNotHoldTheLease() throws Exception {
        Map<String, String> elsewhere = Map.of("RADIN_OPERATOR_LEADER_ELECTION_NAMESPACE", sandbox.namespace());

        endedSaying(
                replicas.start(folder, replicas.kubeconfig(), elsewhere),
                4,
                "lease",
                sandbox.namespace(),
                "deploy/rbac.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "RADIN_OPERATOR_API_CALLS_PER_SECOND, 0, must be at least 1",
        "RADIN_OPERATOR_DEFAULT_DEVICE, GPU, must be CUDA or CPU"
    })
    void whereASettingIsWrong(String setting, String value, String words) throws Exception {
        endedSaying(
                replicas.start(folder, replicas.kubeconfig(), Map.of(setting, value)),
                2,
                setting + ": " + value + "; " + words);
    }

    /** By itself, with one message, in the log and in the pod's termination message, and without a stack trace. */
    private static void endedSaying(Replica operator, int exitCode, String... words) throws Exception {
        assertThat(operator.awaitEnd()).as("exit code; %s", operator.log()).isEqualTo(exitCode);
        assertThat(operator.log()).contains("radin: " + operator.terminationMessage());
        assertThat(operator.log())
                .filteredOn(line -> line.startsWith("radin: "))
                .singleElement()
                .asString()
                .startsWith("radin: the operator cannot start: ")
                .contains(words);
        assertThat(operator.log()).noneMatch(line -> line.contains("stackTrace") || line.startsWith("\tat "));
    }
}
