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
    @EnumSource(
            value = DType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F4", "F6_E2M3", "F6_E3M2"})
    void readsEveryDtypeThatPyTorchSaves(DType dtype) {
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
                case C64 -> assertThat(List.of(bytes.getFloat(), bytes.getFloat()))
                        .isEqualTo(List.of((float) value, 0f));
                case F8_E4M3 -> assertByte(bytes, value, 0x38, 0x40, 0x6C);
                case F8_E5M2 -> assertByte(bytes, value, 0x3C, 0x40, 0x56);
                case F8_E8M0 -> assertByte(bytes, value, 0x7F, 0x80, 0x86);
                case F8_E4M3FNUZ -> assertByte(bytes, value, 0x40, 0x48, 0x74);
                case F8_E5M2FNUZ -> assertByte(bytes, value, 0x40, 0x44, 0x5A);
                case I64, U64 -> assertThat(bytes.getLong()).isEqualTo(value);
                case I32, U32 -> assertThat(bytes.getInt()).isEqualTo(value);
                case I16, U16 -> assertThat(bytes.getShort()).isEqualTo((short) value);
                case I8, U8 -> assertThat(bytes.get()).isEqualTo((byte) value);
                case BOOL -> assertThat(bytes.get()).isEqualTo((byte) (value == 0 ? 0 : 1));
            }
        }
    }

    /** What PyTorch makes of 1, 2 and 100; of 0 it makes 0. */
    private static void assertByte(ByteBuffer bytes, int value, int one, int two, int hundred) {
        assertThat(bytes.get()).isEqualTo((byte)
                (int) Map.of(0, 0, 1, one, 2, two, 100, hundred).get(value));
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
