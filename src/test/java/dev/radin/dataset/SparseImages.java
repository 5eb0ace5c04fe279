package dev.radin.dataset;

import dev.radin.store.Blob;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A dataset file of many gigabytes that exists in no memory: labels first, then one-value-an-example F32 images. */
final class SparseImages implements Blob {

    static final int ELEMENTS = 3 * 128 * 128;
    private static final long EXAMPLE_BYTES = 4L * ELEMENTS;

    private final int examples;
    private final byte[] head;

    SparseImages(int examples) {
        this.examples = examples;
        long labels = 8L * examples;
        byte[] json = ("{\"labels\":{\"dtype\":\"I64\",\"shape\":[" + examples + "],\"data_offsets\":[0," + labels
                        + "]},\"inputs\":{\"dtype\":\"F32\",\"shape\":[" + examples
                        + ",3,128,128],\"data_offsets\":[" + labels + "," + (labels + examples * EXAMPLE_BYTES) + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        this.head = ByteBuffer.allocate(8 + json.length + 8 * examples)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    static float value(int example) {
        return example + 0.5f;
    }

    @Override
    public String uri() {
        return "file:///data/large.safetensors";
    }

    @Override
    public long sizeBytes() {
        return head.length + examples * EXAMPLE_BYTES;
    }

    @Override
    public void read(long position, ByteBuffer target) {
        for (long at = position; target.hasRemaining(); at++) {
            target.put(at < head.length ? head[(int) at] : imageByte(at - head.length));
        }
    }

    private static byte imageByte(long at) {
        int bits = Float.floatToIntBits(value((int) (at / EXAMPLE_BYTES)));
        return (byte) (bits >> 8 * (at % 4));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
