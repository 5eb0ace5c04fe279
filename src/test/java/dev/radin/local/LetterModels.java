package dev.radin.local;

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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The quickstart's weights in other forms than it has. */
final class LetterModels {

    private LetterModels() {}

    /** In two shards and an index, as transformers writes large models. @return the folder */
    static Path sharded(Path safetensors, Path folder) throws IOException {
        try (TensorSource model = TestTensors.open(Files.readAllBytes(safetensors))) {
            Files.createDirectories(folder);
            List<TensorInfo> tensors = model.tensors();
            String weightMap = IntStream.range(0, tensors.size())
                    .mapToObj(k -> "\"" + tensors.get(k).name() + "\": \"" + shard(k % 2) + "\"")
                    .collect(Collectors.joining(", "));
            for (int shard = 0; shard < 2; shard++) {
                TestTensors file = new TestTensors();
                for (int k = shard; k < tensors.size(); k += 2) {
                    copy(model, tensors.get(k), file);
                }
                Files.write(folder.resolve(shard(shard)), file.bytes());
            }
            Files.writeString(
                    folder.resolve("model.safetensors.index.json"),
                    "{\"metadata\": {}, \"weight_map\": {" + weightMap + "}}");
            return folder;
        }
    }

    private static String shard(int number) {
        return "model-0000" + (number + 1) + "-of-00002.safetensors";
    }

    private static void copy(TensorSource model, TensorInfo tensor, TestTensors to) {
        to.with(
                tensor.name(),
                tensor.dtype(),
                tensor.shape(),
                TestTensors.read(model, tensor.name()).array());
    }

    /** Rounded to the nearest, ties to even. */
    static Path bf16(TensorSource model, Path file) throws IOException {
        TestTensors rounded = new TestTensors();
        for (TensorInfo tensor : model.tensors()) {
            float[] values = TestTensors.floats(model, tensor.name());
            ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                int bits = Float.floatToRawIntBits(value);
                bytes.putShort((short) (bits + 0x7FFF + (bits >> 16 & 1) >> 16));
            }
            rounded.with(tensor.name(), DType.BF16, tensor.shape(), bytes.array());
        }
        return Files.write(file, rounded.bytes());
    }
}
