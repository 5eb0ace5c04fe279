package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.tensor.DType;
import dev.radin.tensor.TestTensors;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WeightSampleTest {

    @Test
    void distancesAreExactWhenEverythingIsSampled() {
        List<WeightSample> samples = Stream.of(
                        new TestTensors().f32("a", 0, 0).i64("steps", 5).f64("b", 0),
                        new TestTensors().f32("a", 3, 0).i64("steps", 9).f64("b", 4),
                        new TestTensors().f32("a", 0, 0).i64("steps", 7).f64("b", 1))
                .map(model -> WeightSample.of(model.open(), model.infos(), 1000))
                .toList();

        double[][] distances = WeightSample.distances(samples);

        assertThat(distances[0]).containsExactly(0, 5, 1);
        assertThat(distances[1]).containsExactly(5, 0, Math.sqrt(18));
        assertThat(distances[2]).containsExactly(1, Math.sqrt(18), 0);
    }

    @Test
    void takesEvenlySpacedRunsAcrossTensors() {
        float[] first = new float[10_000];
        float[] second = new float[10_480];
        for (int i = 0; i < first.length + second.length; i++) {
            if (i < first.length) {
                first[i] = i;
            } else {
                second[i - first.length] = i;
            }
        }
        TestTensors model = new TestTensors().f32("a", first).f32("none").f32("b", second);

        float[] values = WeightSample.of(model.open(), model.infos(), 4 * 1024).values();

        assertThat(values).hasSize(4 * 1024);
        for (int run = 0; run < 4; run++) {
            for (int i = 0; i < 1024; i++) {
                assertThat(values[run * 1024 + i]).isEqualTo(run * 5120 + i);
            }
        }
    }

    @Test
    void readsARunThatCrossesTensors() {
        TestTensors model = new TestTensors();
        for (int t = 0; t < 3000; t++) {
            model.f32("t" + t, t);
        }

        float[] values = WeightSample.of(model.open(), model.infos(), 1500).values();

        assertThat(values).hasSize(1024).startsWith(0, 1, 2).endsWith(1022, 1023);
    }

    @Test
    void scalesASampleUpToAllWeights() {
        Random random = new Random(3);
        float[] zero = new float[300_000];
        float[] other = new float[300_000];
        double squares = 0;
        for (int i = 0; i < other.length; i++) {
            other[i] = (float) random.nextGaussian();
            squares += (double) other[i] * other[i];
        }
        TestTensors a = new TestTensors().f32("a", zero);
        TestTensors b = new TestTensors().f32("a", other);

        double estimate = WeightSample.distances(
                List.of(WeightSample.of(a.open(), a.infos(), 20_000), WeightSample.of(b.open(), b.infos(), 20_000)))[0][
                1];

        // 19,456 draws: the standard error of the root of their mean square is 0.5 %.
        assertThat(estimate).isCloseTo(Math.sqrt(squares), within(0.02 * Math.sqrt(squares)));
    }

    @Test
    void samplesOfAllModelsTogetherFitTheBuffer() {
        assertThat(WeightSample.elementsFor(12, 512L << 20)).isEqualTo(1 << 20);
        assertThat(WeightSample.elementsFor(256, 64L << 20) * 256 * 4).isEqualTo(64L << 20);
    }

    @Test
    void modelsWithoutFloatingWeightsAreNoDistanceApart() {
        TestTensors model = new TestTensors().with("n", DType.U8, List.of(1L), new byte[1]);
        WeightSample sample = WeightSample.of(model.open(), model.infos(), 10);

        assertThat(WeightSample.distances(List.of(sample, sample))[0][1]).isZero();
    }
}
