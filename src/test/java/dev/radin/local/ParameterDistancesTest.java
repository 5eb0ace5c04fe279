package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.cache.WorkerSettings;
import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Json;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.worker.InspectStage;
import dev.radin.worker.Progress;
import dev.radin.worker.StageContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of networks with BatchNorm, whose running statistics say how large activations are and not what was learnt. */
class ParameterDistancesTest {

    private static final Path POOL = Path.of("src/test/resources/cases/common").toAbsolutePath();
    private static final List<String> MODELS = List.of("m0", "m1", "m2", "m3");
    private static final List<String> PARAMETERS =
            List.of("fc1.weight", "fc1.bias", "bn.weight", "bn.bias", "head.weight", "head.bias");

    @TempDir
    Path folder;

    @Test
    void distancesAreOverParametersAloneAndEveryPairIsKept() {
        Inspection inspection = inspect(MODELS);

        for (int i = 0; i < MODELS.size(); i++) {
            int model = i;
            double[] others = IntStream.range(0, MODELS.size())
                    .filter(j -> j != model)
                    .mapToDouble(j -> distance(MODELS.get(model), MODELS.get(j)))
                    .sorted()
                    .toArray();
            assertThat(inspection.models().get(i).distance()).isCloseTo(others[1], within(1e-9));
            assertThat(inspection.distances().get(i)).hasSize(i);
            for (int j = 0; j < i; j++) {
                float between = inspection.distances().get(i).get(j);
                assertThat((double) between).isCloseTo(distance(MODELS.get(i), MODELS.get(j)), within(1e-5));
            }
        }
    }

    @Test
    void theOrderOfTheModelsChangesNoBitOfADistance() {
        List<String> reversed =
                MODELS.stream().sorted(Collections.reverseOrder()).toList();

        Inspection inspection = inspect(MODELS);
        Inspection other = inspect(reversed);

        for (int i = 0; i < MODELS.size(); i++) {
            assertThat(other.models().get(3 - i).distance())
                    .isEqualTo(inspection.models().get(i).distance());
            for (int j = 0; j < i; j++) {
                assertThat(other.distances().get(3 - j).get(3 - i))
                        .isEqualTo(inspection.distances().get(i).get(j));
            }
        }
    }

    @Test
    void ofTheMostModelsTheyTakeLessThanHalfAMebibyte() {
        List<List<Float>> distances = IntStream.range(0, 256)
                .mapToObj(i -> Stream.generate(() -> 123.45678f).limit(i).toList())
                .toList();
        Inspection inspection = new Inspection(
                null, List.of(), null, distances, null, List.of(), List.of(), List.of(), null, List.of(), List.of(),
                null, null);

        byte[] json = Json.write(inspection);

        assertThat(json).hasSizeLessThan(1 << 19);
        assertThat(Json.read(json, Inspection.class, "here").distances()).isEqualTo(distances);
    }

    @Test
    void filesOfEarlierVersionsHaveNone() {
        String json = new String(Json.write(inspect(MODELS)), StandardCharsets.UTF_8)
                .replaceFirst("(?s)\"distances\" : .*?\"excluded\"", "\"excluded\"");

        Inspection read = Json.read(json.getBytes(StandardCharsets.UTF_8), Inspection.class, "here");

        assertThat(json).doesNotContain("distances");
        assertThat(read.distances()).isEmpty();
    }

    private Inspection inspect(List<String> models) {
        Quickstart quickstart = new Quickstart(folder);
        quickstart.architecture = POOL.resolve("arch.pt");
        quickstart.models = models.stream()
                .map(name -> Quickstart.model(POOL.resolve(name + ".safetensors")))
                .toList();
        quickstart.validation = List.of(Quickstart.dataset("val", POOL.resolve("val.safetensors")));
        return new InspectStage(new StageContext(
                        quickstart.selection(),
                        new WorkerSettings("cpu", 1, folder, Limits.DEFAULT),
                        quickstart.store,
                        Progress.SILENT))
                .inspect();
    }

    private static double distance(String a, String b) {
        double squares = 0;
        try (TensorSource left = open(a);
                TensorSource right = open(b)) {
            for (String name : PARAMETERS) {
                FloatBuffer x = values(left, name);
                FloatBuffer y = values(right, name);
                for (int k = 0; k < x.limit(); k++) {
                    squares += Math.pow((double) x.get(k) - y.get(k), 2);
                }
            }
        }
        return Math.sqrt(squares);
    }

    private static TensorSource open(String model) {
        return SafetensorsFile.open(
                Stores.local().open(Location.of(Quickstart.uri(POOL.resolve(model + ".safetensors")))), Limits.DEFAULT);
    }

    private static FloatBuffer values(TensorSource source, String name) {
        TensorInfo tensor = source.find(name).orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        source.read(tensor, 0, bytes);
        return bytes.flip().asFloatBuffer();
    }
}
