package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** What may be asked of tensors that a reader has accepted. */
final class Tensors {

    private static final long MOST_BYTES = 1 << 20;

    private Tensors() {}

    /** Every tensor that is not too large for a quick look is read; written to a file, they are the same again. */
    static void requireRoundTrip(TensorSource source) {
        List<TensorInfo> small = source.tensors().stream()
                .filter(tensor -> tensor.sizeBytes() <= MOST_BYTES)
                .toList();
        byte[] written = write(source, small);
        try (SafetensorsFile again = SafetensorsFile.open(Bounds.blob(written), Bounds.LIMITS)) {
            assertThat(again.tensors()).isEqualTo(small);
            assertThat(again.metadata()).isEqualTo(source.metadata());
            for (TensorInfo tensor : small) {
                assertThat(bytes(again, tensor)).as(tensor.name()).isEqualTo(bytes(source, tensor));
            }
        }
    }

    private static byte[] write(TensorSource source, List<TensorInfo> tensors) {
        Map<String, String> metadata = source.metadata();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SafetensorsWriter writer = new SafetensorsWriter(
                block -> {
                    byte[] bytes = new byte[block.remaining()];
                    block.get(bytes);
                    file.writeBytes(bytes);
                },
                tensors,
                metadata);
        tensors.forEach(tensor -> writer.write(tensor, bytes(source, tensor)));
        writer.finish();
        return file.toByteArray();
    }

    static ByteBuffer bytes(TensorSource source, TensorInfo tensor) {
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes());
        source.read(tensor, 0, bytes);
        return bytes.flip();
    }
}
