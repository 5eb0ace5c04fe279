package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.Widening;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Means of models of several dtypes, against a loop over doubles. */
class MixedDTypesPropertyTest {

    private static final DType[] FLOATING = {DType.F64, DType.F32, DType.F16, DType.BF16};

    @Property(tries = 60)
    void isTheMeanInTheSmallestDtypeThatHoldsAllMembers(
            @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 0, max = 3) Integer> dtypes,
            @ForAll @IntRange(min = 1, max = 300) int elements,
            @ForAll long seed,
            @ForAll boolean uniform) {
        DType common = dtypes.stream()
                .map(number -> FLOATING[number])
                .reduce((a, b) -> Widening.common(a, b).orElseThrow())
                .orElseThrow();

        check(common, dtypes, elements, seed, uniform);
    }

    @Property(tries = 60)
    void isRoundedOnceToAnyDtypeAskedFor(
            @ForAll @IntRange(min = 0, max = 3) int asked,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 3) Integer> dtypes,
            @ForAll @IntRange(min = 1, max = 300) int elements,
            @ForAll long seed,
            @ForAll boolean uniform) {
        check(FLOATING[asked], dtypes, elements, seed, uniform);
    }

    private static void check(DType output, List<Integer> dtypes, int elements, long seed, boolean uniform) {
        Random random = new Random(seed);
        List<TensorSource> models = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int number : dtypes) {
            DType dtype = FLOATING[number];
            double[] each = random.doubles(elements)
                    .map(x -> rounded(dtype, (x - 0.5) * 100))
                    .toArray();
            values.add(each);
            models.add(new TestTensors()
                    .with("w", dtype, List.of((long) elements), encoded(dtype, each))
                    .open());
        }
        Mixture mixture = Mixture.of(
                IntStream.range(0, models.size()).toArray(),
                random.doubles(models.size()).map(x -> uniform ? 1 : x + 0.1).toArray());
        TensorInfo tensor = new TensorInfo("w", output, List.of((long) elements));

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        WeightAverager.average(
                List.of(tensor),
                models,
                List.of(mixture),
                List.of((t, bytes) -> TestTensors.to(written).write(bytes)),
                new WeightAverager.Settings(1 << 20, Accumulation.F64, 2),
                bytes -> {});

        double[] expected = new double[elements];
        for (int i = 0; i < elements; i++) {
            double sum = 0;
            for (int m = 0; m < models.size(); m++) {
                double x = values.get(m)[i];
                sum += mixture.isUniform() ? x : mixture.weight(m) * x;
            }
            expected[i] = rounded(output, mixture.isUniform() ? sum / models.size() : sum);
        }
        assertThat(written.toByteArray()).isEqualTo(encoded(output, expected));
    }

    @Example
    void aValueTooLargeForTheDtypeIsNamed() {
        TensorSource model = new TestTensors().f32("head.weight", 1, 70_000).open();

        assertThatThrownBy(() -> WeightAverager.average(
                        List.of(new TensorInfo("head.weight", DType.F16, List.of(2L))),
                        List.of(model),
                        List.of(Mixture.single(0)),
                        List.of((t, bytes) -> {}),
                        new WeightAverager.Settings(1 << 20, Accumulation.F64, 1),
                        bytes -> {}))
                .hasMessage(
                        "F16 cannot hold 70000.0 in tensor head.weight; ask for BF16 or F32 instead, or for no dtype to"
                                + " keep that of the models");
    }

    private static double rounded(DType dtype, double value) {
        return switch (dtype) {
            case F64 -> value;
            case F32 -> (float) value;
            case F16 -> Half.f16ToFloat(Half.floatToF16(Half.roundToOdd(value)));
            default -> Half.bf16ToFloat(Half.floatToBf16(Half.roundToOdd(value)));
        };
    }

    private static byte[] encoded(DType dtype, double[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * dtype.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (dtype) {
                case F64 -> bytes.putDouble(value);
                case F32 -> bytes.putFloat((float) value);
                case F16 -> bytes.putShort(Half.floatToF16((float) value));
                default -> bytes.putShort(Half.floatToBf16((float) value));
            }
        }
        return bytes.array();
    }
}
