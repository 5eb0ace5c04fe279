package dev.radin.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.radin.Golden;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.plan.Step;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The health script's own tests, laid out as Argo CD keeps those of the scripts that it ships: statuses that the operator
 * writes, and what the script is to say of each. {@code dev/check-argocd} runs the same under Argo CD's own code.
 */
class HealthTestdataGoldenTest {

    private static final Path FOLDER = ArgoCd.SCRIPT.getParent();
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private static final Map<String, SelectionState> STATES = new TreeMap<>(Map.of(
            "degraded_deactivated", extracting(PodBlocker.Reason.WorkloadDeactivated, "its queue gave it up"),
            "degraded_refused", new SelectionState.Refused(Reason.InvalidSpec, "spec.models: name at least two models"),
            "healthy", published(),
            "progressing_queued", extracting(PodBlocker.Reason.WaitingForQuota, "its queue lacks 4 cpu"),
            "progressing_running", extracting(null, null),
            "suspended", new SelectionState.Suspended()));

    private static SelectionState extracting(PodBlocker.Reason reason, String message) {
        return new SelectionState.Running(
                new StageTask(Stage.extract, 0, AskedHash.kept("w"), 12, 4, "i", "r", Cost.NONE),
                4,
                reason == null ? null : new PodBlocker(reason, message));
    }

    private static SelectionState published() {
        return new SelectionState.Ended(
                new Step.Finished(Receipted.published(4, 1).published()));
    }

    @Test
    void testdataIsWhatTheOperatorWrites() {
        STATES.forEach((name, state) -> check(name, written(state)));
        check("progressing_unseen", Resources.selection("vit-b32"));
        SoupSelection edited = written(published());
        edited.getMetadata().setGeneration(2L);
        check("progressing_edited", edited);
    }

    private static SoupSelection written(SelectionState state) {
        SoupSelection resource = Resources.selection("vit-b32");
        resource.setStatus(new StatusWriter(resource, Selections.of(resource))
                .write(state, List.of(), Instant.parse("2026-11-24T10:00:00Z")));
        resource.getStatus().resumeToken = null; // compressed, which not every zlib does alike
        return resource;
    }

    private static void check(String name, SoupSelection resource) {
        Golden.check(FOLDER.resolve("testdata/" + name + ".yaml"), SERIALIZATION.asYaml(resource));
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void theScriptSaysWhatIsExpected(String file, String status, String message) throws IOException {
        SoupSelection resource = SERIALIZATION.unmarshal(Files.readString(FOLDER.resolve(file)), SoupSelection.class);

        assertThat(ArgoCd.health(resource)).isEqualTo(new ArgoCd.Health(status, message));
    }

    @Test
    void allOfTheTestdataIsExpected() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("testdata"))) {
            assertThat(expectations().map(arguments -> arguments[0]))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> "testdata/" + file.getFileName()).toList());
        }
    }

    private static Stream<Object[]> expectations() throws IOException {
        JsonNode tests = new YAMLMapper()
                .readTree(FOLDER.resolve("health_test.yaml").toFile())
                .get("tests");
        return Stream.iterate(0, i -> i < tests.size(), i -> i + 1)
                .map(tests::get)
                .map(test -> new Object[] {
                    test.get("inputPath").asText(),
                    test.at("/healthStatus/status").asText(),
                    test.at("/healthStatus/message").asText()
                });
    }
}
