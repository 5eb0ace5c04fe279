package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.radin.cli.Cli.Result;
import dev.radin.protocol.Hash;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    @TempDir
    Path folder;

    private SmallPool pool;

    @BeforeEach
    void makePool() {
        pool = SmallPool.in(folder.resolve("pool"));
    }

    @Test
    void printsATableOfWhatWasChosenAndSaysNothingElse() {
        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("small: Accuracy of 4 models on val (200 examples); Auto/LearntMixtures, budget 2\n")
                .contains("SINGLE MODEL", "passes  6 made, 0 reused", pool.uri("out/soups/"));
    }

    @Test
    void printsTheResourceWithItsStatusAsAClusterHoldsIt() throws IOException {
        Result json = Cli.radin("run", "-f", pool.file(), "-o", "json");
        Result yaml = Cli.radin("run", "-f", pool.file(), "-o", "yaml");

        JsonNode resource = new ObjectMapper().readTree(json.out());
        JsonNode again = new YAMLMapper().readTree(yaml.out());
        assertThat(json.exitCode()).isZero();
        assertThat(resource.at("/spec/models/0/uri").asText()).isEqualTo(pool.uri("m0.safetensors"));
        assertThat(resource.at("/status/evaluations/done").asInt()).isEqualTo(2);
        assertThat(resource.at("/status/cost/passes").asInt()).isEqualTo(6);
        assertThat(again.at("/status/cost/passes").asInt()).isZero();
        assertThat(again.at("/status/cost/reusedPasses").asInt()).isEqualTo(6);
        assertThat(again.at("/status/result")).isEqualTo(resource.at("/status/result"));
        assertThat(again.get("spec")).isEqualTo(resource.get("spec"));
        assertThat(condition(resource, "Ready").get("status").asText()).isEqualTo("True");
        assertThat(condition(resource, "Stalled").get("status").asText()).isEqualTo("False");
    }

    /** As an operator's, without the notes that only an operator goes on from. */
    @Test
    void theStatusHasWhatTheReportSays() throws IOException {
        pool.put("test.safetensors", pool.content("val.safetensors"));
        pool.datasets(
                "{name: val, role: Validation, uri: val.safetensors}",
                "{name: test, role: Test, uri: test.safetensors}");

        JsonNode status = new ObjectMapper()
                .readTree(Cli.radin("run", "-f", pool.file(), "-o", "json").out())
                .get("status");

        byte[] file =
                Files.readAllBytes(Path.of(URI.create(status.at("/report/uri").asText())));
        JsonNode report = new ObjectMapper().readTree(file);
        JsonNode choice = report.get("choice");
        assertThat(status.at("/report/digest").asText()).isEqualTo("sha256:" + Hash.sha256(file));
        assertThat(status.get("outcome").asText())
                .isEqualTo(choice.get("models").size() > 1 ? "Soup" : "SingleModel")
                .isEqualTo(status.at("/result/type").asText());
        assertThat(status.at("/result/uri")).isEqualTo(choice.get("uri"));
        assertThat(status.at("/result/members").findValuesAsText("model"))
                .isEqualTo(new ObjectMapper().convertValue(choice.get("models"), List.class));
        assertThat(status.at("/result/members").findValues("weight").stream()
                        .mapToDouble(weight -> Double.parseDouble(weight.asText()))
                        .sum())
                .isCloseTo(1, within(1e-8));
        assertThat(status.at("/testScores/0/dataset").asText()).isEqualTo("test");
        assertThat(status.at("/testScores/0/bestSingle").asDouble())
                .isCloseTo(report.at("/test/1/datasets/0/score").asDouble(), within(1e-6));
        assertThat(status.at("/modelCounts/listed").asInt()).isEqualTo(SmallPool.MODELS);
        assertThat(status.at("/modelCounts/run").asInt()).isEqualTo(SmallPool.MODELS);
        assertThat(status.has("startTime")).isTrue();
        assertThat(status.has("completionTime")).isTrue();
        assertThat(status.has("resumeToken")).isFalse();
        assertThat(condition(new ObjectMapper().createObjectNode().set("status", status), "Succeeded")
                        .get("status")
                        .asText())
                .isEqualTo("True");
    }

    /** Of models that may be one, the weights are read to tell. */
    @Test
    void aDryRunWritesNothing() {
        pool.withModel("twin.safetensors", pool.content("m0.safetensors"));
        pool.awaitSettled();

        Result result = Cli.radin("run", "-f", pool.file(), "--dry-run");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(pool.output()).doesNotExist();
    }

    @Test
    void aFailureIsInTheStatusTooWithTheExitCodeOfItsKind() throws IOException {
        pool.delete("m1.safetensors");

        Result result = Cli.radin("run", "-f", pool.file(), "-o", "json");

        JsonNode ready = condition(new ObjectMapper().readTree(result.out()), "Ready");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(ready.get("status").asText()).isEqualTo("False");
        assertThat(ready.get("reason").asText()).isEqualTo("InputNotFound");
        assertThat(ready.get("message").asText()).contains(pool.uri("m1.safetensors"));
        assertThat(result.err()).startsWith("radin: InputNotFound: ");
    }

    @Test
    void readsStandardInputWithUrisFromTheWorkingFolder() throws IOException {
        String yaml = Files.readString(pool.file()).replaceAll("uri: ", "uri: " + pool.uri(""));

        Result result = Cli.withInput(yaml, "run", "-f", "-", "--dry-run");
        Result relative = Cli.withInput(Files.readString(pool.file()), "run", "-f", "-", "--dry-run", "-o", "yaml");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("4 models, 1 validation dataset\n");
        assertThat(relative.out())
                .contains("file://" + Path.of("").toAbsolutePath().toUri().getRawPath() + "m0.safetensors");
    }

    /** As it does after {@code -f <(command)}. */
    @Test
    void whatTheShellHasOpenIsReadWithUrisFromTheWorkingFolder() {
        assertThat(ResourceFile.folder("/dev/fd/63")).isEqualTo(ResourceFile.folder("-"));
        assertThat(ResourceFile.folder("/dev/stdin")).isEqualTo(ResourceFile.folder("-"));
    }

    @Test
    void dryRunSaysWhatIsLeftToPayForAndWritesNothing() {
        Result before = Cli.radin("run", "-f", pool.file(), "--dry-run");
        assertThat(pool.written()).isEmpty();
        pool.awaitSettled();
        Cli.radin("run", "-f", pool.file());

        Result after = Cli.radin("run", "-f", pool.file(), "--dry-run");

        assertThat(before.out()).containsPattern("together, at most +6\n");
        assertThat(after.out()).containsPattern("single models +4  4 of them cached\n");
        assertThat(after.out()).containsPattern("together, at most +2\n");
    }

    /** A second selection takes the published weights as a model: they must score the same. */
    @Test
    void whatIsPublishedInAnotherDtypeIsWhatWasScored() throws IOException {
        String yaml = Files.readString(pool.file());
        Files.writeString(pool.file(), yaml.replace("output: {uri: out}", "output: {uri: out, soup: {dtype: BF16}}"));

        Result result = Cli.radin("run", "-f", pool.file(), "-o", "json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode best = new ObjectMapper().readTree(result.out()).at("/status/result");
        Path published = Path.of(URI.create(best.get("uri").asText())).resolve("model.safetensors");
        try (TensorSource soup = TestTensors.open(Files.readAllBytes(published))) {
            assertThat(soup.tensors())
                    .filteredOn(tensor -> tensor.dtype().isFloating())
                    .extracting(TensorInfo::dtype)
                    .containsOnly(DType.BF16);
        }
        Files.writeString(
                pool.file(),
                yaml.replaceFirst(
                                "(?s)models:.*datasets:",
                                "models:\n  - {name: soup, uri: " + published + "}\n"
                                        + "  - {name: m0, uri: m0.safetensors}\n  datasets:")
                        .replace("output: {uri: out}", "output: {uri: again}"));
        Result again = Cli.radin("run", "-f", pool.file(), "-o", "json");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(new ObjectMapper().readTree(again.out()).at("/status/bestSingle/score"))
                .isEqualTo(best.get("score"));
    }

    @Test
    void dryRunNamesWhatItExcludesAndWhatIsNextToTheSame() {
        byte[] model = pool.content("m0.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(model.length - 4, bytes.getFloat(model.length - 4) * 1.0001f);
        pool.withModel("next.safetensors", model).withModel("empty.safetensors", new byte[0]);

        Result result = Cli.radin("run", "-f", pool.file(), "--dry-run");

        assertThat(result.out())
                .startsWith("5 models (1 excluded), 1 validation dataset\n")
                .contains("excluded empty: " + pool.uri("empty.safetensors") + ": this is an empty file")
                .contains("next to the same weights: m0 and next;");
    }

    @Test
    void dryRunPrintsAResourceThatACLusterTakesAndThatReadsBackTheSame() throws IOException {
        Result yaml = Cli.radin("run", "-f", pool.file(), "--dry-run", "-o", "yaml");
        Path printed = Files.writeString(folder.resolve("printed.yaml"), yaml.out());

        assertThat(yaml.out()).contains("uri: " + pool.uri("m0.safetensors")).doesNotContain("status:");
        assertThat(Cli.radin("run", "-f", printed, "--dry-run", "-o", "yaml").out())
                .isEqualTo(yaml.out());
    }

    @Test
    void optionsStandInForFieldsOfTheResource() {
        Path elsewhere = folder.resolve("else where");

        Result result = Cli.radin("run", "-f", pool.file(), "--budget", "0", "--output-uri", elsewhere);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("budget 0", "passes  4 made").contains("else%20where/soups/");
        assertThat(pool.written()).isEmpty();
        assertThat(elsewhere.resolve("soups")).isDirectory();
    }

    private static JsonNode condition(JsonNode resource, String type) {
        for (JsonNode condition : resource.at("/status/conditions")) {
            if (condition.get("type").asText().equals(type)) {
                return condition;
            }
        }
        throw new AssertionError("no condition " + type);
    }
}
