package dev.radin.dataset;

import dev.radin.location.Location;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes dataset files, good and bad. */
final class DatasetBytes {

    static final String URI_TEXT = "file:///data/val.safetensors";

    private final List<TensorInfo> tensors = new ArrayList<>();
    private final List<ByteBuffer> data = new ArrayList<>();

    DatasetBytes floats(String name, List<Long> shape, float... values) {
        ByteBuffer bytes = buffer(4 * values.length);
        bytes.asFloatBuffer().put(values);
        return add(name, DType.F32, shape, bytes);
    }

    DatasetBytes longs(String name, List<Long> shape, long... values) {
        ByteBuffer bytes = buffer(8 * values.length);
        bytes.asLongBuffer().put(values);
        return add(name, DType.I64, shape, bytes);
    }

    DatasetBytes ints(String name, List<Long> shape, int... values) {
        ByteBuffer bytes = buffer(4 * values.length);
        bytes.asIntBuffer().put(values);
        return add(name, DType.I32, shape, bytes);
    }

    DatasetBytes unsignedBytes(String name, List<Long> shape, int... values) {
        ByteBuffer bytes = buffer(values.length);
        Arrays.stream(values).forEach(value -> bytes.put((byte) value));
        return add(name, DType.U8, shape, bytes.rewind());
    }

    DatasetBytes zeros(String name, DType dtype, Long... shape) {
        TensorInfo tensor = new TensorInfo(name, dtype, List.of(shape));
        return add(name, dtype, List.of(shape), buffer((int) tensor.sizeBytes()));
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SafetensorsWriter writer = new SafetensorsWriter(
                source -> {
                    byte[] chunk = new byte[source.remaining()];
                    source.get(chunk);
                    file.writeBytes(chunk);
                },
                tensors,
                Map.of());
        for (int i = 0; i < tensors.size(); i++) {
            if (data.get(i).hasRemaining()) {
                writer.write(tensors.get(i), data.get(i).duplicate());
            }
        }
        writer.finish();
        return file.toByteArray();
    }

    Dataset open() {
        return Dataset.open(new InMemoryStore().with(URI_TEXT, bytes()).open(Location.of(URI_TEXT)), Limits.DEFAULT);
    }

    private DatasetBytes add(String name, DType dtype, List<Long> shape, ByteBuffer bytes) {
        tensors.add(new TensorInfo(name, dtype, shape));
        data.add(bytes);
        return this;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
