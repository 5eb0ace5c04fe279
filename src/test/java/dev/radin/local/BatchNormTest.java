package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.store.Stores;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.torch.TorchCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BatchNorm's statistics of a soup, against torch.optim.swa_utils.update_bn (dev/fixtures/batchnorm.py). */
class BatchNormTest {

    private static final Path FIXTURE = Path.of("src/test/resources/batchnorm").toAbsolutePath();
    private static final List<String> MEMBERS = List.of("m0", "m1", "m2");

    @TempDir
    Path output;

    @ParameterizedTest
    @ValueSource(strings = {"scripted.pt", "traced.pt"})
    void areMeasuredAsPyTorchDoesScoredAndPublished(String architecture) {
        Quickstart.Run run = selection(architecture).run();

        Path soup = Path.of(URI.create(run.report().choice().uri()));
        assertThat(run.report().choice().models()).hasSize(3);
        try (TensorSource expected = safetensors(FIXTURE.resolve("soup.safetensors"));
                TensorSource weights = safetensors(soup.resolve("model.safetensors"));
                TensorSource network = TorchCheckpoint.open(
                        Stores.local().open(Location.of(soup.resolve("soup.pt"))), Limits.DEFAULT)) {
            for (TensorInfo tensor : expected.tensors()) {
                assertEqual(expected, tensor, weights);
                assertEqual(expected, tensor, network);
            }
        }
        assertThat(logitsOfSoup()).satisfies(logits -> {
            try (TensorSource expected = safetensors(FIXTURE.resolve("logits.safetensors"))) {
                assertClose(floats(expected, expected.tensors().get(0)), logits);
            }
        });
    }

    @Test
    void costAPassASoupAndAreFoundAgain() {
        Quickstart selection = selection("scripted.pt");
        Quickstart.Run first = selection.run();
        selection.budget = 3;
        selection.strategy = listed(List.of(MEMBERS, List.of("m0", "m1")));

        Quickstart.Run second = selection.run();

        assertThat(first.passesMade())
                .as("three models, a soup, its statistics")
                .isEqualTo(5);
        assertThat(second.passesMade()).as("a soup and its statistics").isEqualTo(2);
        assertThat(second.report().cost().reused()).isEqualTo(5);
    }

    @Test
    void areMeasuredByOneOfTwoSelectionsAtOnce() {
        Quickstart one = selection("scripted.pt");
        Quickstart other = selection("scripted.pt");

        List<Quickstart.Run> runs = RunsTogether.of(one, other);

        assertThat(runs.get(0).passesMade() + runs.get(1).passesMade()).isEqualTo(5);
        assertThat(runs.get(0).report().choice()).isEqualTo(runs.get(1).report().choice());
    }

    @Test
    void areMeasuredAgainWhereOnlyTheyWereLost() throws IOException {
        Quickstart selection = selection("scripted.pt");
        Report first = selection.run().report();
        Path statistics = cached(false);
        byte[] measured = Files.readAllBytes(statistics);
        Files.delete(statistics);
        deleteBelow(output.resolve("soups"));
        selection.budget = 2;

        Quickstart.Run again = selection.run();

        assertThat(again.passesMade()).isEqualTo(1);
        assertThat(Files.readAllBytes(statistics)).isEqualTo(measured);
        assertThat(again.report().choice().uri()).isEqualTo(first.choice().uri());
    }

    @Test
    void otherExamplesGiveAnotherSoupUnderAnotherName() {
        Quickstart selection = selection("scripted.pt");
        String first = selection.run().report().choice().uri();
        selection.calibration = new Selection.Calibration("bn", uri("val.safetensors"), null);

        Quickstart.Run run = selection.run();

        assertThat(run.passesMade()).as("the soup and its statistics").isEqualTo(2);
        assertThat(run.report().choice().uri()).isNotEqualTo(first);
        assertThat(run.report().inputs()).containsKey("calibration/bn");
    }

    @Test
    void anotherBatchSizeIsAnotherMeasurement() {
        Quickstart selection = selection("scripted.pt");
        selection.run();
        selection.batchSize = 5;

        assertThat(selection.run().passesMade())
                .as("the soup and its statistics")
                .isEqualTo(2);
    }

    @Test
    void withoutADatasetANoteSaysWhatIsLost() {
        Quickstart selection = selection("scripted.pt");
        selection.calibration = null;

        Quickstart.Run run = selection.run();

        assertThat(run.passesMade()).isEqualTo(4);
        assertThat(run.report().notes())
                .anyMatch(note -> note.contains("BatchNorm") && note.contains("role Calibration"));
    }

    @Test
    void aNetworkWithoutSuchLayersDoesNotUseIt() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.budget = 1;
        quickstart.calibration =
                new Selection.Calibration("bn", Quickstart.uri(Quickstart.FOLDER.resolve("val.safetensors")), null);

        assertThat(quickstart.dryRun().measuringPasses()).isZero();
        assertThat(quickstart.dryRun().notes()).anyMatch(note -> note.contains("bn: the network has no BatchNorm"));
    }

    @ParameterizedTest
    @CsvSource({
        "opaque-traced.pt, 'norm keeps BatchNorm''s statistics, but'",
        "opaque-scripted.pt, 'it has BatchNorm layers and runs none of them as a layer'"
    })
    void layersThatAreNotRunAsLayersAreRefused(String network, String message) {
        Quickstart selection = selection(network);
        selection.models = List.of(
                Quickstart.model(FIXTURE.resolve(network)), Quickstart.model(FIXTURE.resolve("opaque.safetensors")));
        selection.strategy = Quickstart.strategy(StrategyChoice.Type.Greedy);

        assertThat(selection.run().failure()).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.InvalidInput);
            assertThat(failure.message()).contains(network + ": " + message, "leave out dataset bn");
        });
    }

    @Test
    void theDryRunCountsThem() {
        Quickstart selection = selection("scripted.pt");
        selection.budget = 4;
        selection.test = List.of(Quickstart.dataset("test", FIXTURE.resolve("val.safetensors")));

        assertThat(selection.dryRun().measuringPasses())
                .as("four soups, and the uniform one")
                .isEqualTo(5);
        assertThat(DryRunTable.render(selection.dryRun())).containsPattern("BatchNorm, at most +5");
    }

    private Quickstart selection(String architecture) {
        Quickstart selection = new Quickstart(output);
        selection.architecture = FIXTURE.resolve(architecture);
        selection.models = MEMBERS.stream()
                .map(name -> Quickstart.model(FIXTURE.resolve(name + ".safetensors")))
                .toList();
        selection.validation = List.of(Quickstart.dataset("val", FIXTURE.resolve("val.safetensors")));
        selection.calibration = new Selection.Calibration("bn", uri("calibration.safetensors"), null);
        selection.strategy = listed(List.of(MEMBERS));
        selection.budget = 1;
        selection.batchSize = 8;
        return selection;
    }

    private static StrategyChoice listed(List<List<String>> mixtures) {
        return new StrategyChoice(
                StrategyChoice.Type.Listed,
                50,
                0,
                mixtures.stream()
                        .map(members -> new StrategyChoice.Listed(String.join("-", members), members, null))
                        .toList());
    }

    private static String uri(String file) {
        return Quickstart.uri(FIXTURE.resolve(file));
    }

    private static TensorSource safetensors(Path file) {
        return SafetensorsFile.open(Stores.local().open(Location.of(file)), Limits.DEFAULT);
    }

    private float[] logitsOfSoup() {
        try (TensorSource pass = safetensors(cached(true))) {
            return floats(pass, pass.tensors().get(0));
        }
    }

    /** The newest pass of three members in the cache. @param logits whether it has logits, or statistics */
    private Path cached(boolean logits) {
        try (Stream<Path> files = Files.list(output.resolve("cache/passes"))) {
            return files.filter(file -> {
                        try (TensorSource pass = safetensors(file)) {
                            return pass.metadata().get("members").split(" ").length == 3
                                    && pass.find("logits").isPresent() == logits;
                        }
                    })
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertEqual(TensorSource expected, TensorInfo tensor, TensorSource found) {
        TensorInfo own = found.find(tensor.name()).orElseThrow();
        assertThat(own).isEqualTo(tensor);
        if (tensor.dtype() == DType.I64) {
            assertThat(bytes(found, own).getLong())
                    .isEqualTo(bytes(expected, tensor).getLong());
        } else {
            assertThat(floats(found, own))
                    .as(tensor.name())
                    .satisfies(values -> assertClose(floats(expected, tensor), values));
        }
    }

    private static void assertClose(float[] expected, float[] found) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5f * (1 + Math.abs(expected[i]))));
        }
    }

    private static float[] floats(TensorSource source, TensorInfo tensor) {
        float[] values = new float[(int) tensor.elements()];
        bytes(source, tensor).asFloatBuffer().get(values);
        return values;
    }

    private static ByteBuffer bytes(TensorSource source, TensorInfo tensor) {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        source.read(tensor, 0, bytes);
        return bytes.flip();
    }

    private static void deleteBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
