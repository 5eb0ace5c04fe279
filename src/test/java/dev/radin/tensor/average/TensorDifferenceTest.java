package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against NumPy (dev/fixtures/apart.py). */
class TensorDifferenceTest {

    private static final Path FIXTURE = Path.of("src/test/resources/apart");
    private static final int MODELS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"apart", "alike"})
    void isThatOfNumPyOverAllPairs(String kind) throws IOException {
        JsonNode expected = new JsonMapper()
                .readTree(Files.readString(FIXTURE.resolve("expected.json")))
                .path(kind);

        List<TensorDifference> differences = TensorDifference.of(samples(kind), List.of(new int[] {0, 1, 2, 3, 4}));

        assertThat(differences).hasSize(expected.size());
        for (TensorDifference difference : differences) {
            JsonNode of = expected.path(difference.tensor().name());
            assertThat(difference.relative()).isCloseTo(of.path("relative").asDouble(), withinPercentage(1e-9));
            assertThat(difference.each()).isCloseTo(of.path("each").asDouble(), withinPercentage(1e-9));
        }
    }

    @Test
    void neitherTheOrderOfTheModelsNorOfTheGroupsChangesABit() {
        List<WeightSample> samples = samples("apart");
        List<WeightSample> reversed = IntStream.range(0, MODELS)
                .mapToObj(i -> samples.get(MODELS - 1 - i))
                .toList();

        assertThat(TensorDifference.of(reversed, List.of(new int[] {1, 0}, new int[] {4, 2, 3})))
                .isEqualTo(TensorDifference.of(samples, List.of(new int[] {0, 1, 2}, new int[] {3, 4})));
    }

    @Test
    void pairsAcrossGroupsAndModelsInNoneAreNotLookedAt() {
        List<WeightSample> samples = List.of(
                sample(new TestTensors().f32("a", 1, 2)),
                sample(new TestTensors().f32("a", 1, 4)),
                sample(new TestTensors().f32("a", 100, 100)),
                sample(new TestTensors().f32("a", 0, Float.NaN)));

        TensorDifference difference = TensorDifference.of(samples, List.of(new int[] {1, 0}, new int[] {2}))
                .get(0);

        assertThat(difference.relative()).isEqualTo(Math.sqrt(4.0 / (5 + 17)));
        assertThat(difference.each()).isEqualTo(Math.sqrt(4.0 / 2));
    }

    @Test
    void whatIsNotFiniteInEveryModelIsPassedOver() {
        List<WeightSample> samples = List.of(
                sample(new TestTensors().f32("mask", 1, Float.NEGATIVE_INFINITY).f32("none", Float.NaN)),
                sample(new TestTensors().f32("mask", 3, Float.NEGATIVE_INFINITY).f32("none", 1)));

        List<TensorDifference> differences = TensorDifference.of(samples, List.of(new int[] {0, 1}));

        assertThat(differences.get(0).each()).isEqualTo(2);
        assertThat(differences.get(1).relative()).isNaN();
    }

    /** Between two runs of a large body lies a head that they pass over. */
    @Test
    void aSmallMatrixIsSampledThoughEvenlySpacedRunsMissIt() {
        Random random = new Random(5);
        List<TestTensors> models = IntStream.range(0, 3)
                .mapToObj(i -> new TestTensors()
                        .with("body", DType.F32, List.of(40L, 1000L), floats(40_000, 1))
                        .with("head", DType.F32, List.of(2L, 8L), floats(16, random.nextFloat()))
                        .with("tail", DType.F32, List.of(50L, 1000L), floats(50_000, 1)))
                .toList();
        List<WeightSample> even = models.stream()
                .map(model -> WeightSample.of(model.open(), model.infos(), 4096))
                .toList();
        List<WeightSample> whole = models.stream()
                .map(model -> WeightSample.withSmall(model.open(), model.infos(), new SampleSize(4096, 64)))
                .toList();

        List<TensorDifference> differences = TensorDifference.of(whole, List.of(new int[] {0, 1, 2}));

        assertThat(WeightSample.distances(even)).isDeepEqualTo(new double[3][3]);
        assertThat(WeightSample.distances(whole)).isDeepEqualTo(WeightSample.distances(even));
        assertThat(differences.get(0).each()).isZero();
        assertThat(differences.get(1).each()).isPositive();
        assertThat(differences.get(2).each()).isZero();
        assertThat(whole.get(0).values()).hasSize(4096 + 16);
    }

    @Test
    void smallMatricesShareWhatIsLeftForThem() {
        TestTensors model = new TestTensors().with("body", DType.F32, List.of(100L, 1000L), floats(100_000, 1));
        for (int t = 0; t < 10; t++) {
            model.with("head" + t, DType.F32, List.of(10L, 10L), floats(100, t)).f32("bias" + t, 1);
        }

        float[] values = WeightSample.withSmall(model.open(), model.infos(), new SampleSize(1024, 200))
                .values();

        assertThat(values).hasSize(1024 + 200);
        assertThat(values[1024 + 19]).isEqualTo(0);
        assertThat(values[1024 + 20]).isEqualTo(1);
        assertThat(values[1024 + 199]).isEqualTo(9);
    }

    private static byte[] floats(int count, float value) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, count).forEach(i -> bytes.putFloat(value));
        return bytes.array();
    }

    private static WeightSample sample(TestTensors model) {
        return WeightSample.of(model.open(), model.infos(), 1000);
    }

    private static List<WeightSample> samples(String kind) {
        return IntStream.range(0, MODELS)
                .mapToObj(i -> {
                    try (TensorSource model =
                            TestTensors.open(Files.readAllBytes(FIXTURE.resolve(kind + i + ".safetensors")))) {
                        List<TensorInfo> tensors = model.tensors();
                        return WeightSample.of(model, tensors, 1 << 20);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
