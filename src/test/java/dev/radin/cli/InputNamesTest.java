package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From arrays to scores with a network of two inputs, {@code forward(minuend, subtrahend)}. The labels are what the model
 * {@code right} says in PyTorch.
 */
class InputNamesTest {

    private static final Path FOLDER = Path.of("src/test/resources/arguments").toAbsolutePath();

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({
        "scripted, 'minuend,subtrahend'",
        "scripted, 'subtrahend,minuend'",
        "traced, 'minuend,subtrahend'",
        "traced, 'subtrahend,minuend'",
        "traced, 'first,second'",
    })
    void everyInputReachesItsArgument(String network, String inputs) throws IOException {
        assertThat(convert(inputs).exitCode()).isZero();

        Result result = run(network);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(scoreOfRight()).isEqualTo(1.0);
    }

    @Test
    void namesThatAreNoArgumentsGoByOrderAndANoteSaysSo() throws IOException {
        convert("first,second");

        Result result = run("traced");

        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("its inputs are given in the order first, second, as none is called as an argument is: the"
                        + " network's forward takes minuend, subtrahend");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "traced   | minuend                   | it has one input, and the network's forward takes minuend, subtrahend.",
                "scripted | minuend                   | it has one input, and the network's forward takes minuend, subtrahend, scale (optional).",
                "traced   | minuend,second            | takes minuend, subtrahend; it lacks an input for subtrahend; its input second is none of them.",
                "traced   | minuend,subtrahend,second | takes minuend, subtrahend; its input second is none of them.",
                "traced   | first,second,first        | it has 3 inputs, and the network's forward takes minuend, subtrahend.",
            })
    void whatIsAmissIsToldBeforeAnythingRuns(String network, String inputs, String problem) throws IOException {
        convert(inputs);

        Result result = run(network, "--dry-run");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("InvalidInput: ")
                .contains("/val.safetensors: ")
                .contains(problem);
    }

    private Result convert(String inputs) {
        return Cli.radin(
                "dataset",
                "npz",
                "--inputs",
                inputs,
                "--to",
                temporary.resolve("val.safetensors"),
                FOLDER.resolve("arrays.npz"));
    }

    private Result run(String network, String... options) throws IOException {
        Path resource = Files.writeString(
                temporary.resolve("soup.yaml"),
                """
                apiVersion: radin.dev/v1alpha1
                kind: SoupSelection
                metadata: {name: named}
                spec:
                  evaluator: {torchScript: {uri: "%1$s/%2$s.pt"}}
                  models:
                  - {name: right, uri: "%1$s/right.safetensors"}
                  - {name: other, uri: "%1$s/other.safetensors"}
                  datasets: [{name: val, role: Validation, uri: val.safetensors}]
                  output: {uri: out}
                """
                        .formatted(FOLDER, network));
        return Cli.radin(Stream.concat(Stream.of("run", "-f", resource), Stream.of(options))
                .toArray());
    }

    private double scoreOfRight() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            JsonNode report = CaseFiles.json(
                    files.filter(f -> f.endsWith("report.json")).findFirst().orElseThrow());
            for (JsonNode model : report.get("models")) {
                if (model.get("name").asText().equals("right")) {
                    return model.get("score").asDouble();
                }
            }
            throw new AssertionError(report);
        }
    }
}
