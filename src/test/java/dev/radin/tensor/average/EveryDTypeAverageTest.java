package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any bits as weights, NaN and infinities included, against the formula applied to one element at a time. */
class EveryDTypeAverageTest {

    private static final List<DType> FLOATING = List.of(DType.F64, DType.F32, DType.F16, DType.BF16);

    @Property(tries = 80)
    void equalsTheFormulaElementByElement(
            @ForAll @IntRange(min = 0, max = 3) int type,
            @ForAll Accumulation accumulation,
            @ForAll @IntRange(min = 1, max = 9000) int elements,
            @ForAll @IntRange(min = 2, max = 5) int members,
            @ForAll boolean uniform,
            @ForAll Random random) {
        DType dtype = FLOATING.get(type);
        List<ByteBuffer> weights = new ArrayList<>();
        List<TensorSource> models = new ArrayList<>();
        for (int m = 0; m < members; m++) {
            byte[] bytes = new byte[elements * dtype.sizeBytes()];
            random.nextBytes(bytes);
            weights.add(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
            models.add(new TestTensors()
                    .with("w", dtype, List.of((long) elements), bytes)
                    .open());
        }
        int[] all = IntStream.range(0, members).toArray();
        Mixture soup = uniform
                ? Mixture.uniform(all)
                : Mixture.of(all, random.doubles(members, 0.1, 1).toArray());
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        WeightAverager.average(
                models.get(0).tensors(),
                models,
                List.of(soup),
                List.of((tensor, bytes) -> TestTensors.to(written).write(bytes)),
                new WeightAverager.Settings(1 << 20, accumulation, 2),
                bytes -> {});

        ByteBuffer found = ByteBuffer.wrap(written.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            long expected = dtype == DType.F64 || accumulation == Accumulation.F64
                    ? inDouble(dtype, weights, soup, i)
                    : inFloat(dtype, weights, soup, i);
            if (bits(value(dtype, found, i)) != expected) {
                assertThat(value(dtype, found, i))
                        .as("%s element %d of %d, %s in %s", dtype, i, elements, soup, accumulation)
                        .isEqualTo(Double.longBitsToDouble(expected));
            }
        }
    }

    private static long inDouble(DType dtype, List<ByteBuffer> weights, Mixture soup, int i) {
        double sum = 0;
        for (int k = 0; k < soup.size(); k++) {
            double term = (soup.isUniform() ? 1 : soup.weight(k)) * value(dtype, weights.get(k), i);
            sum = k == 0 ? term : sum + term;
        }
        double average = soup.isUniform() ? sum / soup.size() : sum;
        return bits(
                switch (dtype) {
                    case F64 -> average;
                    case F32 -> (float) average;
                    case F16 -> Half.f16ToFloat(Half.floatToF16(Half.roundToOdd(average)));
                    default -> Half.bf16ToFloat(Half.floatToBf16(Half.roundToOdd(average)));
                });
    }

    private static long inFloat(DType dtype, List<ByteBuffer> weights, Mixture soup, int i) {
        float sum = 0;
        for (int k = 0; k < soup.size(); k++) {
            float term = (soup.isUniform() ? 1 : (float) soup.weight(k)) * (float) value(dtype, weights.get(k), i);
            sum = k == 0 ? term : sum + term;
        }
        float average = soup.isUniform() ? sum / soup.size() : sum;
        return bits(
                switch (dtype) {
                    case F32 -> average;
                    case F16 -> Half.f16ToFloat(Half.floatToF16(average));
                    default -> Half.bf16ToFloat(Half.floatToBf16(average));
                });
    }

    private static double value(DType dtype, ByteBuffer values, int i) {
        return switch (dtype) {
            case F64 -> values.getDouble(8 * i);
            case F32 -> values.getFloat(4 * i);
            case F16 -> Half.f16ToFloat(values.getShort(2 * i));
            default -> Half.bf16ToFloat(values.getShort(2 * i));
        };
    }

    /** The same for every NaN. */
    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
