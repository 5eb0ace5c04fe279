package dev.radin.tensor.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tensors that PyTorch wrote, or that a test changed, read with nothing of what is under test. */
final class Fixture implements TensorSource {

    final Map<String, byte[]> content = new LinkedHashMap<>();
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();

    static Fixture read(String resource) {
        byte[] file = MemoryBlob.resource(resource);
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Fixture fixture = new Fixture();
        try {
            JsonNode header = new ObjectMapper().readTree(new String(file, 8, length, StandardCharsets.UTF_8));
            header.properties().forEach(e -> {
                List<Long> shape = new ArrayList<>();
                e.getValue().get("shape").forEach(n -> shape.add(n.asLong()));
                int begin = e.getValue().get("data_offsets").get(0).asInt();
                int end = e.getValue().get("data_offsets").get(1).asInt();
                byte[] bytes = Arrays.copyOfRange(file, 8 + length + begin, 8 + length + end);
                DType dtype = DType.named(e.getValue().get("dtype").asText()).orElseThrow();
                fixture.put(new TensorInfo(e.getKey(), dtype, shape), bytes);
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return fixture;
    }

    static byte[] bytesOf(TensorSource source, String name) {
        TensorInfo info = source.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate((int) info.sizeBytes());
        source.read(info, 0, bytes);
        return bytes.array();
    }

    void put(TensorInfo info, byte[] bytes) {
        infos.put(info.name(), info);
        content.put(info.name(), bytes);
    }

    void remove(String name) {
        infos.remove(name);
        content.remove(name);
    }

    @Override
    public String uri() {
        return "file:///models/weights.safetensors";
    }

    @Override
    public List<TensorInfo> tensors() {
        return List.copyOf(infos.values());
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        target.put(content.get(tensor.name()), (int) offset, target.remaining());
    }

    @Override
    public void close() {}
}
