package dev.radin.tensor;

import dev.radin.location.Location;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes checkpoints for tests, and reads tensors whole. */
public final class TestTensors {

    private final Map<TensorInfo, byte[]> content = new LinkedHashMap<>();

    public TestTensors with(String name, DType dtype, List<Long> shape, byte[] bytes) {
        content.put(new TensorInfo(name, dtype, shape), bytes);
        return this;
    }

    public TestTensors f32(String name, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return with(name, DType.F32, List.of((long) values.length), bytes.array());
    }

    public TestTensors f64(String name, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return with(name, DType.F64, List.of((long) values.length), bytes.array());
    }

    public TestTensors i64(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return with(name, DType.I64, List.of((long) values.length), bytes.array());
    }

    public List<TensorInfo> infos() {
        return List.copyOf(content.keySet());
    }

    /** As a safetensors file. */
    public byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SafetensorsWriter writer = new SafetensorsWriter(to(file), infos(), Map.of());
        content.forEach((tensor, bytes) -> writer.write(tensor, ByteBuffer.wrap(bytes)));
        writer.finish();
        return file.toByteArray();
    }

    public TensorSource open() {
        return open(bytes());
    }

    public static TensorSource open(byte[] safetensors) {
        String uri = "file:///memory.safetensors";
        return SafetensorsFile.open(new InMemoryStore().with(uri, safetensors).open(Location.of(uri)), Limits.DEFAULT);
    }

    public static byte[] resource(String name) {
        try (InputStream stream = TestTensors.class.getResourceAsStream("/tensor/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ByteSink to(ByteArrayOutputStream target) {
        return source -> {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            target.writeBytes(bytes);
        };
    }

    public static ByteBuffer read(TensorSource source, String name) {
        TensorInfo tensor = source.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        source.read(tensor, 0, bytes);
        return bytes.flip();
    }

    public static float[] floats(TensorSource source, String name) {
        ByteBuffer bytes = read(source, name);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }
}
