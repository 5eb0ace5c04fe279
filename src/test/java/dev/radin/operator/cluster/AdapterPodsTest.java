package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.ResourceReader;
import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cli.Cli;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.local.LetterProgram;
import dev.radin.protocol.Evaluator.Produces;
import dev.radin.protocol.Hash;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LoRA adapters on one claim, their base on another: pods come to what {@code radin run} comes to. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class AdapterPodsTest {

    private static final String IMAGE = "registry.example/letters:1";
    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final List<String> ADAPTERS = List.of("r2", "r4-long", "r6-without-stem", "r8-rslora");
    private static final String[] RADIN = RadinImage.entrypoint();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"Logits, '{adapter: {rank: 9}}'", "Scores, '{type: Merged}'", "Scores, '{type: Adapter}'"})
    void theOperatorComesToWhatRunComesTo(Produces produces, String soup) throws IOException {
        try (Sandbox sandbox = Sandbox.open(node ->
                        node.withImage("radin", RADIN).withBrought(IMAGE, RADIN).withFolder(folder.resolve("node")))
                .withOperator()) {
            sandbox.claim("bases");
            sandbox.claim("sweep");
            Path claims = Files.createDirectories(folder.resolve("node/claims/" + sandbox.namespace()));
            copy(claims);
            String resource = resource(produces, soup);
            SoupSelection local = run(resource, "file://" + claims + "/", "file://" + folder.resolve("local"));

            sandbox.client()
                    .resource(placed(resource, sandbox.namespace(), "pvc://", "pvc://sweep/soups"))
                    .create();
            SoupSelection remote = sandbox.await(
                    "adapters", "it has ended", done -> ConditionQueries.holds(done.getStatus(), "Ready"));

            assertThat(remote.getStatus().outcome).isEqualTo("Soup");
            assertThat(Serialization.asYaml(remote.getStatus().result.members))
                    .isEqualTo(Serialization.asYaml(local.getStatus().result.members));
            assertThat(remote.getStatus().result.verdict).isEqualTo(local.getStatus().result.verdict);
            assertThat(remote.getStatus().result.digest).isEqualTo(local.getStatus().result.digest);
            assertThat(Serialization.asYaml(remote.getStatus().result.adapter))
                    .isEqualTo(Serialization.asYaml(local.getStatus().result.adapter));
            assertThat(remote.getStatus().cost.passes).isEqualTo(local.getStatus().cost.passes);
            assertThat(digests(claims.resolve(remote.getStatus().result.uri.substring("pvc://".length()))))
                    .isEqualTo(digests(Path.of(local.getStatus().result.uri.substring("file://".length()))));
            if (soup.contains("Merged")) {
                assertThat(remote.getStatus().result.adapter).isNull();
            } else if (soup.contains("rank")) {
                assertThat(remote.getStatus().result.adapter.rank).isEqualTo(9);
                assertThat(Double.parseDouble(remote.getStatus().result.adapter.relativeError))
                        .isBetween(0.001, 0.9);
            } else {
                assertThat(remote.getStatus().result.adapter.rank).isGreaterThan(4);
                assertThat(remote.getStatus().result.adapter.relativeError).isNull();
            }
        }
    }

    private static void copy(Path claims) throws IOException {
        Path bases = Files.createDirectories(claims.resolve("bases"));
        Files.copy(EXAMPLES.resolve("quickstart/architecture.pt"), bases.resolve("letters.pt"));
        for (String adapter : ADAPTERS) {
            Path copy = Files.createDirectories(claims.resolve("sweep").resolve(adapter));
            for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
                Files.copy(EXAMPLES.resolve("adapters").resolve(adapter).resolve(file), copy.resolve(file));
            }
        }
    }

    private String resource(Produces produces, String soup) throws IOException {
        String[] habits = produces == Produces.Scores ? new String[] {"scores"} : new String[0];
        String command = LetterProgram.command(habits).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        // A word of a command is shorter than a class path.
        Path script = Files.writeString(folder.resolve("letters.sh"), "exec " + command + "\n");
        return """
                apiVersion: radin.dev/v1alpha1
                kind: SoupSelection
                metadata: {name: adapters}
                spec:
                  evaluator:
                    container: {image: "%s", command: [sh, "%s"], version: "1", produces: %s}
                  base: {uri: CLAIMS/bases/letters.pt}
                  modelsFrom: [{name: sweep, uri: CLAIMS/sweep/, include: ["r*"]}]
                  datasets: [{name: val, role: Validation, uri: "file://%s"}]
                  budget: {evaluations: 2}
                  output: {uri: OUTPUT, soup: %s}
                  workers: {device: CPU}
                """
                .formatted(IMAGE, script, produces, EXAMPLES.resolve("quickstart/val.safetensors"), soup);
    }

    private static SoupSelection placed(String resource, String namespace, String claims, String output) {
        SoupSelection placed = ResourceReader.read(
                resource.replace("CLAIMS/", claims).replace("OUTPUT", output), "adapters", read -> read);
        placed.getMetadata().setNamespace(namespace);
        return placed;
    }

    private SoupSelection run(String resource, String claims, String output) throws IOException {
        Path file = Files.writeString(
                folder.resolve("adapters.yaml"), ResourceWriter.yaml(placed(resource, null, claims, output)));
        Cli.Result result = Cli.radin("run", "-f", file, "-o", "yaml");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Serialization.unmarshal(result.out(), SoupSelection.class);
    }

    /** Of all that is published but what names the places of members. */
    private static Map<String, String> digests(Path soup) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(soup)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("soup.json")) {
                    digests.put(name, Hash.sha256(Files.readAllBytes(file)));
                }
            }
        }
        return digests;
    }
}
