package dev.radin.tensor.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.radin.tensor.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The header of a safetensors file as bytes, its length in front, padded with spaces so that the data are aligned. */
final class SafetensorsHeaderWriter {

    static final String METADATA = "__metadata__";

    private static final int ALIGNMENT_BYTES = 8;

    private SafetensorsHeaderWriter() {}

    static ByteBuffer encode(List<TensorInfo> tensors, Map<String, String> metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            writeTensors(json, tensors);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        while (bytes.size() % ALIGNMENT_BYTES != 0) {
            bytes.write(' ');
        }
        return ByteBuffer.allocate(Long.BYTES + bytes.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.size())
                .put(bytes.toByteArray())
                .flip();
    }

    private static void writeTensors(JsonGenerator json, List<TensorInfo> tensors) throws IOException {
        Set<String> names = new HashSet<>(Set.of(METADATA));
        long begin = 0;
        for (TensorInfo tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors, or one and the metadata, are called " + tensor.name());
            }
            long end = Math.addExact(begin, tensor.sizeBytes());
            json.writeObjectFieldStart(tensor.name());
            json.writeStringField("dtype", tensor.dtype().name());
            json.writeArrayFieldStart("shape");
            for (long dimension : tensor.shape()) {
                json.writeNumber(dimension);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("data_offsets");
            json.writeNumber(begin);
            json.writeNumber(end);
            json.writeEndArray();
            json.writeEndObject();
            begin = end;
        }
    }
}
