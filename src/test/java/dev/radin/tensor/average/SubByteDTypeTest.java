package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elements of less than a byte are constants: copied, block by block, where all models have the same. */
class SubByteDTypeTest {

    private static final long ELEMENTS = 3_000_004;

    @ParameterizedTest
    @CsvSource({"F4, 1500002", "F6_E2M3, 2250003", "F6_E3M2, 2250003"})
    void areCopiedToTheBit(DType dtype, int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        new Random(1).nextBytes(bytes);
        TestTensors content = new TestTensors()
                .with("scale", dtype, List.of(2L, ELEMENTS / 2), bytes)
                .f32("w", 1, 3);
        List<TensorSource> models = List.of(content.open(), content.open());
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        WeightAverager.average(
                models.get(0).tensors().subList(0, 1),
                models,
                List.of(Mixture.uniform(0, 1)),
                List.of((tensor, block) -> TestTensors.to(written).write(block)),
                new WeightAverager.Settings(1 << 20, Accumulation.F64, 2),
                done -> {});

        assertThat(models.get(0).tensors().get(0).sizeBytes()).isEqualTo(sizeBytes);
        assertThat(written.toByteArray()).isEqualTo(bytes);
    }
}
