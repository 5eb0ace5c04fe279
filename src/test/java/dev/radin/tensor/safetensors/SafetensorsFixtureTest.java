package dev.radin.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that the safetensors library of Python wrote; dev/fixtures/tensor.py made it. */
class SafetensorsFixtureTest {

    private final TensorSource source = TestTensors.open(TestTensors.resource("dtypes.safetensors"));

    @ParameterizedTest
    @EnumSource(DType.class)
    void readsEveryDtype(DType dtype) {
        TensorInfo tensor = new TensorInfo("t." + dtype, dtype, List.of(2L, 2L));

        assertThat(source.tensors()).contains(tensor);

        ByteBuffer bytes = TestTensors.read(source, tensor.name());
        for (int value : new int[] {0, 1, 2, 100}) {
            switch (dtype) {
                case F64 -> assertThat(bytes.getDouble()).isEqualTo(value);
                case F32 -> assertThat(bytes.getFloat()).isEqualTo(value);
                case F16 -> assertThat(bytes.getShort())
                        .isEqualTo((short) Map.of(0, 0, 1, 0x3C00, 2, 0x4000, 100, 0x5640)
                                .get(value)
                                .intValue());
                case BF16 -> assertThat(bytes.getShort()).isEqualTo((short) (Float.floatToIntBits(value) >>> 16));
                case I64 -> assertThat(bytes.getLong()).isEqualTo(value);
                case I32 -> assertThat(bytes.getInt()).isEqualTo(value);
                case I16 -> assertThat(bytes.getShort()).isEqualTo((short) value);
                case I8, U8 -> assertThat(bytes.get()).isEqualTo((byte) value);
                case BOOL -> assertThat(bytes.get()).isEqualTo((byte) (value == 0 ? 0 : 1));
            }
        }
    }

    @Test
    void readsScalarsEmptyTensorsAndAnyName() {
        assertThat(source.tensors())
                .contains(
                        new TensorInfo("scalar", DType.F32, List.of()),
                        new TensorInfo("empty", DType.F32, List.of(0L, 3L)),
                        new TensorInfo("größe \"\\ 重み", DType.F32, List.of(1L)));
        assertThat(TestTensors.floats(source, "scalar")).containsExactly(1.5f);
        assertThat(TestTensors.floats(source, "empty")).isEmpty();
        assertThat(source.metadata()).isEqualTo(Map.of("format", "pt"));
    }
}
