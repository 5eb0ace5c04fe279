package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.Selection;
import dev.radin.store.Blob;
import dev.radin.store.Stores;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.torch.TorchCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all models started from, as one more model of mixtures: the quickstart's, whose architecture holds it. */
class BaseTest {

    private static final String BASE = "(base)";

    @TempDir
    Path output;

    @Test
    void isMixedInForOnePassAndIsNoModelOtherwise() throws IOException {
        Quickstart quickstart = quickstart();

        Quickstart.Run run = quickstart.run();

        Report report = run.report();
        assertThat(run.passesMade()).as("seven models, the base, three soups").isEqualTo(11);
        assertThat(report.models()).extracting(Report.Model::name).hasSize(7).doesNotContain(BASE);
        assertThat(report.evaluations()).anySatisfy(evaluation -> assertThat(evaluation.models())
                .as("the base is the last")
                .last()
                .isEqualTo(BASE));
        assertThat(report.inputs()).containsKey("base");
        assertThat(quickstart.dryRun().vertexPasses()).isEqualTo(8);
        assertThat(quickstart.run().passesMade()).as("all are found again").isZero();
    }

    @Test
    void aSoupWithItIsPublishedAndNamesIt() throws IOException {
        Quickstart quickstart = quickstart();
        quickstart.budget = 1;

        ReportedChoice choice = quickstart.run().report().choice();

        assertThat(choice.models()).hasSizeGreaterThan(2).endsWith(BASE);
        Path soup = Path.of(URI.create(choice.uri()));
        assertThat(Files.readString(soup.resolve("README.md"))).contains("| " + BASE + " |");
        try (TensorSource published = SafetensorsFile.open(open(soup.resolve("model.safetensors")), Limits.DEFAULT)) {
            for (TensorInfo tensor : published.tensors()) {
                double[] mean = new double[(int) tensor.elements()];
                for (int k = 0; k < choice.models().size(); k++) {
                    float[] member = member(choice.models().get(k), tensor.name());
                    double weight = choice.weights().get(k);
                    IntStream.range(0, mean.length).forEach(i -> mean[i] += weight * member[i]);
                }
                float[] found = floats(published, tensor);
                for (int i = 0; i < mean.length; i++) {
                    assertThat((double) found[i]).isCloseTo(mean[i], within(1e-6));
                }
            }
        }
    }

    @Test
    void oneThatDoesNotFitIsLeftOutByName() throws IOException {
        Quickstart quickstart = quickstart();
        quickstart.budget = 1;
        quickstart.base = new Selection.Base(
                Quickstart.uri(
                        Path.of("src/test/resources/batchnorm/m0.safetensors").toAbsolutePath()),
                null,
                null);

        Report report = quickstart.run().report();

        assertThat(report.excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.model()).isEqualTo(BASE);
            assertThat(excluded.reason()).isEqualTo(Reason.MismatchedModel);
        });
        assertThat(report.models()).hasSize(7);
    }

    @Test
    void oneThatIsAmongTheModelsCountsOnce() {
        Quickstart quickstart = quickstart();
        quickstart.budget = 1;
        Selection.Model first = quickstart.models.get(0);
        quickstart.base = new Selection.Base(first.uri(), null, null);

        Report report = quickstart.run().report();

        assertThat(report.notes()).contains(first.name() + " holds the weights of the base; they count once");
        assertThat(report.evaluations()).isNotEmpty().allSatisfy(e -> assertThat(e.models())
                .doesNotContain(BASE));
    }

    @Test
    void oneThatIsNotThereEndsTheRun() {
        Quickstart quickstart = quickstart();
        quickstart.base = new Selection.Base(Quickstart.uri(output.resolve("start.safetensors")), null, null);

        assertThat(quickstart.run().failure().reason()).isEqualTo(Reason.InputNotFound);
    }

    private Quickstart quickstart() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.models = quickstart.models.subList(0, 7);
        quickstart.base = new Selection.Base(Quickstart.uri(quickstart.architecture), null, null);
        return quickstart;
    }

    private static Blob open(Path file) {
        return Stores.local().open(Location.of(file));
    }

    private static float[] member(String name, String tensor) {
        Path file = name.equals(BASE)
                ? Quickstart.FOLDER.resolve("architecture.pt")
                : List.of(".safetensors", ".pt").stream()
                        .map(suffix -> Quickstart.FOLDER.resolve("models").resolve(name + suffix))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow();
        try (TensorSource source = file.toString().endsWith(".pt")
                ? TorchCheckpoint.open(open(file), Limits.DEFAULT)
                : SafetensorsFile.open(open(file), Limits.DEFAULT)) {
            return floats(source, source.find(tensor).orElseThrow());
        }
    }

    private static float[] floats(TensorSource source, TensorInfo tensor) {
        assertThat(tensor.dtype()).isEqualTo(DType.F32);
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        source.read(tensor, 0, bytes);
        float[] values = new float[(int) tensor.elements()];
        bytes.flip().asFloatBuffer().get(values);
        return values;
    }
}
