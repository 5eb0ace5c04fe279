package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that run as they are, or whose trouble is said in one sentence. */
class NetworkCasesTest {

    @TempDir
    private Path temporary;

    /** A constant of its code lies on {@code cuda:0}. */
    @Test
    void aNetworkExportedOnAGpuRunsOrSaysThatItNeedsOne() {
        Result result =
                CaseFiles.of("architecture-exported-on-a-gpu", temporary).run();

        if (result.exitCode() != 0) {
            assertThat(result.err())
                    .containsIgnoringCase("cuda")
                    .doesNotContain("PythonFallbackKernel")
                    .hasLineCount(1);
        }
    }

    /** Scripted, with an attribute that is a value of an enum, as timm's vision transformers have one. */
    @Test
    void aScriptedNetworkMayHaveEnums() {
        CaseFiles files = CaseFiles.of("enum-attribute", temporary);

        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files.scores()).isEqualTo(files.expectedScores());
    }

    /** None of these is a checkpoint, and none is told to be one. */
    @ParameterizedTest
    @CsvSource({
        "arch.pt, none.pt, none.pt: no such file; check the path, or copy it there",
        "val.safetensors, none.safetensors, none.safetensors: no such file; check the path, or copy it there",
        "arch.pt, out, 'out: is a folder, not a file; name the file in it'",
        "val.safetensors, out, 'out: is a folder, not a file; name the file in it'",
        "arch.pt, m0.safetensors, 'm0.safetensors: is no TorchScript file, which is a zip archive. Export the model with'",
    })
    void anArchitectureOrADatasetThatIsNoneIsToldAsWhatItIs(String file, String other, String message)
            throws IOException {
        CaseFiles files = CaseFiles.of("enum-attribute", temporary);
        Files.createDirectories(files.file("out"));
        Files.writeString(files.file("out/model.safetensors"), "");
        files.replace("soup.yaml", "uri: " + file, "uri: " + other);

        Result result = files.run();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains(message).doesNotContain("checkpoint");
    }

    /** Traced with 64 examples, which leave a last batch of 8 of the 200. */
    @Test
    void aNetworkTracedForOneBatchSizeRunsOnASmallerLastBatch() {
        Result result =
                CaseFiles.of("trace-with-its-batch-size-baked-in", temporary).run();

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "traced-in-training, change from one run to the next",
        "traced-with-statistics-of-the-batch, change with the rest of the batch",
    })
    void aNetworkExportedInTrainingModeIsRefusedAndLeavesNothing(String network, String problem) throws IOException {
        Result result = runPlain(network);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines().filter(line -> line.startsWith("radin: ")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("InvalidInput")
                .contains("/" + network + ".pt: its logits of example 0 of file:///")
                .contains(problem)
                .contains("export it again after model.eval()");
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files.map(Path::toString).filter(f -> f.contains("/passes/") || f.contains("/faults/")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced-in-eval", "scripted-in-training"})
    void aNetworkThatCanBePutIntoEvalModeRuns(String network) throws IOException {
        Result result = runPlain(network);

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private Result runPlain(String network) throws IOException {
        Path folder = Path.of("src/test/resources/inference").toAbsolutePath();
        Path resource = Files.writeString(
                temporary.resolve("soup.yaml"),
                """
                apiVersion: radin.dev/v1alpha1
                kind: SoupSelection
                metadata: {name: plain}
                spec:
                  evaluator: {torchScript: {uri: "%1$s/batches/%2$s.pt"}}
                  models:
                  - {name: a, uri: "%1$s/batches/plain-0.safetensors"}
                  - {name: b, uri: "%1$s/batches/plain-1.safetensors"}
                  datasets: [{name: numbers, role: Validation, uri: "%1$s/numbers.safetensors"}]
                  output: {uri: out}
                """
                        .formatted(folder, network));
        return Cli.radin("run", "-f", resource);
    }
}
