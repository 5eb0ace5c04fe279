package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against averages that PyTorch computed, NaN, infinities, subnormals and ties among them: dev/fixtures/tensor.py. */
class WeightAveragerFixtureTest {

    private final TensorSource fixture = TestTensors.open(TestTensors.resource("averages.safetensors"));

    @ParameterizedTest
    @CsvSource({
        "F64,uniform,F32", "F64,uniform,F64", "F64,weighted,F32", "F64,weighted,F64",
        "F32,uniform,F32", "F32,uniform,F64", "F32,weighted,F32", "F32,weighted,F64",
        "F16,uniform,F32", "F16,uniform,F64", "F16,weighted,F32", "F16,weighted,F64",
        "BF16,uniform,F32", "BF16,uniform,F64", "BF16,weighted,F32", "BF16,weighted,F64"
    })
    void averagesBitForBitAsPyTorch(DType dtype, String kind, Accumulation accumulation) {
        Mixture soup = kind.equals("uniform")
                ? Mixture.uniform(0, 1, 2)
                : Mixture.of(new int[] {0, 1, 2}, new double[] {0.5, 0.3, 0.2});
        List<TensorSource> members =
                IntStream.range(0, 3).mapToObj(k -> member(dtype, k)).toList();
        List<TensorInfo> tensors = members.get(0).tensors();
        ByteArrayOutputStream average = new ByteArrayOutputStream();

        WeightAverager.average(
                tensors,
                members,
                List.of(soup),
                List.of((tensor, bytes) -> TestTensors.to(average).write(bytes)),
                new WeightAverager.Settings(1 << 20, accumulation, 2),
                bytes -> {});

        ByteBuffer expected = TestTensors.read(fixture, dtype + "." + kind + "." + accumulation);
        ByteBuffer found = ByteBuffer.wrap(average.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(found.remaining()).isEqualTo(expected.remaining());
        for (int i = 0; i < expected.remaining() / dtype.sizeBytes(); i++) {
            assertThat(bits(dtype, found, i)).as("element %d", i).isEqualTo(bits(dtype, expected, i));
        }
    }

    private TensorSource member(DType dtype, int k) {
        byte[] bytes = TestTensors.read(fixture, dtype + ".member." + k).array();
        return new TestTensors()
                .with("x", dtype, List.of((long) bytes.length / dtype.sizeBytes()), bytes)
                .open();
    }

    /** The bits of an element, the same for every NaN: PyTorch's payloads differ between processors. */
    private static long bits(DType dtype, ByteBuffer values, int index) {
        return switch (dtype) {
            case F64 -> Double.doubleToLongBits(values.getDouble(8 * index));
            case F32 -> Float.floatToIntBits(values.getFloat(4 * index));
            case F16 -> Float.floatToIntBits(Half.f16ToFloat(values.getShort(2 * index)));
            case BF16 -> Float.floatToIntBits(Half.bf16ToFloat(values.getShort(2 * index)));
            default -> throw new IllegalArgumentException(dtype.name());
        };
    }
}
