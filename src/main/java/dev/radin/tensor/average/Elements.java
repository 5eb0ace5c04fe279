package dev.radin.tensor.average;

import dev.radin.tensor.DType;
import dev.radin.tensor.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A block of floating elements as Java numbers: {@code floats} holds F32, F16 and BF16 exactly, {@code doubles} F64.
 * Bytes are moved in bulk through arrays, which is several times quicker than a buffer's getters element by element.
 */
final class Elements {

    private final short[] halves;
    final float[] floats;
    final double[] doubles;

    Elements(int capacity) {
        halves = new short[capacity];
        floats = new float[capacity];
        doubles = new double[capacity];
    }

    /** Reads {@code count} elements from the start of {@code bytes}. */
    void decode(DType dtype, ByteBuffer bytes, int count) {
        ByteBuffer source = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
        switch (dtype) {
            case F64 -> source.asDoubleBuffer().get(doubles, 0, count);
            case F32 -> source.asFloatBuffer().get(floats, 0, count);
            case F16 -> {
                source.asShortBuffer().get(halves, 0, count);
                for (int i = 0; i < count; i++) {
                    floats[i] = Half.f16ToFloat(halves[i]);
                }
            }
            case BF16 -> {
                source.asShortBuffer().get(halves, 0, count);
                for (int i = 0; i < count; i++) {
                    floats[i] = Half.bf16ToFloat(halves[i]);
                }
            }
            default -> throw new IllegalArgumentException(dtype + " is no floating dtype");
        }
    }

    /** Rounds F32 sums into {@code bytes}, which ends up ready to be written. */
    void encode(float[] sums, DType dtype, int count, ByteBuffer bytes) {
        ByteBuffer target = bytes.clear().order(ByteOrder.LITTLE_ENDIAN);
        switch (dtype) {
            case F32 -> target.asFloatBuffer().put(sums, 0, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    halves[i] = Half.floatToF16(sums[i]);
                }
                target.asShortBuffer().put(halves, 0, count);
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    halves[i] = Half.floatToBf16(sums[i]);
                }
                target.asShortBuffer().put(halves, 0, count);
            }
            default -> throw new IllegalArgumentException("F32 sums of " + dtype);
        }
        target.limit(count * dtype.sizeBytes());
    }

    /** Rounds F64 sums into {@code bytes}, which ends up ready to be written. */
    void encode(double[] sums, DType dtype, int count, ByteBuffer bytes) {
        ByteBuffer target = bytes.clear().order(ByteOrder.LITTLE_ENDIAN);
        switch (dtype) {
            case F64 -> {
                target.asDoubleBuffer().put(sums, 0, count);
                target.limit(count * dtype.sizeBytes());
            }
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = (float) sums[i];
                }
                encode(floats, dtype, count, bytes);
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = Half.roundToOdd(sums[i]);
                }
                encode(floats, dtype, count, bytes);
            }
        }
    }
}
