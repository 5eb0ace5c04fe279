package dev.radin.tensor.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes safetensors files by hand, valid or not. */
public final class SafetensorsBytes {

    private SafetensorsBytes() {}

    /** A file with this header, announced with its true length, followed by data. */
    public static byte[] of(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return of(json.length, json, data);
    }

    public static byte[] of(long announcedLength, byte[] header, byte... data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(announcedLength)
                .put(header)
                .put(data)
                .array();
    }

    /** One F32 vector. */
    public static byte[] vector(String name, float... values) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return of(
                "{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + values.length + "],\"data_offsets\":[0,"
                        + data.capacity() + "]}}",
                data.array());
    }
}
