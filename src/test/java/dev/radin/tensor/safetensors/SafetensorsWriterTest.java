package dev.radin.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsWriterTest {

    private static final TensorInfo PAIR = new TensorInfo("pair", DType.U8, List.of(2L));
    private static final TensorInfo EMPTY = new TensorInfo("empty", DType.F32, List.of(0L, 3L));

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void writesByteForByteWhatTheSafetensorsLibraryWrites() {
        byte[] original = TestTensors.resource("dtypes.safetensors");
        TensorSource source = TestTensors.open(original);

        SafetensorsWriter writer = new SafetensorsWriter(TestTensors.to(file), source.tensors(), source.metadata());
        source.tensors().forEach(tensor -> writer.write(tensor, TestTensors.read(source, tensor.name())));
        writer.finish();

        assertThat(file.toByteArray()).isEqualTo(original);
    }

    @Test
    void padsTheHeaderSoThatTheDataAreAligned() {
        for (int i = 0; i < 8; i++) {
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            TensorInfo tensor = new TensorInfo("n".repeat(i + 1), DType.U8, List.of(0L));

            new SafetensorsWriter(TestTensors.to(one), List.of(tensor), Map.of()).finish();

            assertThat(one.size() % 8).isZero();
            assertThat(TestTensors.open(one.toByteArray()).tensors()).containsExactly(tensor);
        }
    }

    @Test
    void takesATensorInPieces() {
        SafetensorsWriter writer = new SafetensorsWriter(
                TestTensors.to(file),
                List.of(EMPTY, PAIR, new TensorInfo("empty too", DType.F32, List.of(0L))),
                Map.of());

        writer.write(PAIR, ByteBuffer.wrap(new byte[] {7}));
        writer.write(PAIR, ByteBuffer.wrap(new byte[] {8}));
        writer.finish();

        assertThat(TestTensors.read(TestTensors.open(file.toByteArray()), "pair")
                        .array())
                .containsExactly(7, 8);
    }

    @Test
    void refusesATensorOutOfTurnTooLongOrTooShort() {
        SafetensorsWriter writer = new SafetensorsWriter(TestTensors.to(file), List.of(PAIR), Map.of());

        assertThatThrownBy(() -> writer.write(EMPTY, ByteBuffer.allocate(1))).hasMessageContaining("out of turn");
        assertThatThrownBy(() -> writer.write(PAIR, ByteBuffer.allocate(3))).hasMessageContaining("only 2 bytes");
        assertThatThrownBy(writer::finish).hasMessageContaining("was not written whole");
    }

    @Test
    void refusesTwoTensorsOfOneName() {
        assertThatThrownBy(() -> new SafetensorsWriter(TestTensors.to(file), List.of(PAIR, PAIR), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
