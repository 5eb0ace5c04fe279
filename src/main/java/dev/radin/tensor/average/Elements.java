package dev.radin.tensor.average;

import dev.radin.tensor.DType;
import dev.radin.tensor.Half;

/**
 * Turns floating elements of a block into rows of Java numbers, and sums into elements, a tile at a time. Rows are F32,
 * which holds F32, F16 and BF16 exactly, or F64. Those of 16-bit dtypes are ordered as {@link PackedHalves} says, which
 * is nothing to whoever adds them.
 */
final class Elements {

    private final PackedHalves halves;
    private final float[] floats;

    /** @param capacity the most elements of a tile, even */
    Elements(int capacity) {
        halves = new PackedHalves(capacity);
        floats = new float[capacity];
    }

    /** How much of a row a tile takes: pairs are kept whole, and a last half of one holds anything. */
    static int rowLength(DType dtype, int count) {
        return dtype.sizeBytes() == Short.BYTES ? count + (count & 1) : count;
    }

    /** @param first the tile's first element in the block, even */
    void decode(DType dtype, RawBlock source, int first, int count, float[] row) {
        switch (dtype) {
            case F32 -> source.floats.get(first, row, 0, count);
            case F16, BF16 -> halves.decode(dtype, source.ints, first / 2, pairs(count), row);
            default -> throw new IllegalArgumentException(dtype + " in rows of F32");
        }
    }

    /** @param first the tile's first element in the block, even */
    void decode(DType dtype, RawBlock source, int first, int count, double[] row) {
        if (dtype == DType.F64) {
            source.doubles.get(first, row, 0, count);
        } else {
            decode(dtype, source, first, count, floats);
            widen(floats, row, rowLength(dtype, count));
        }
    }

    /** Rounds sums to nearest even. @param first the tile's first element in the block, even */
    void encode(DType dtype, float[] row, RawBlock target, int first, int count) {
        switch (dtype) {
            case F32 -> target.floats.put(first, row, 0, count);
            case F16, BF16 -> halves.encode(dtype, row, pairs(count), target.ints, first / 2);
            default -> throw new IllegalArgumentException(dtype + " from sums in F32");
        }
    }

    /** Rounds sums to nearest even, once. @param first the tile's first element in the block, even */
    void encode(DType dtype, double[] row, RawBlock target, int first, int count) {
        switch (dtype) {
            case F64 -> target.doubles.put(first, row, 0, count);
            case F32 -> {
                round(row, floats, count);
                encode(dtype, floats, target, first, count);
            }
            default -> {
                roundToOdd(row, floats, rowLength(dtype, count));
                encode(dtype, floats, target, first, count);
            }
        }
    }

    private static int pairs(int count) {
        return (count + 1) / 2;
    }

    private static void widen(float[] from, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    private static void round(double[] from, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = (float) from[i];
        }
    }

    private static void roundToOdd(double[] from, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = Half.roundToOdd(from[i]);
        }
    }
}
