package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import java.nio.ByteBuffer;

/** The running sum of one soup over one block of one tensor. Members are added in ascending order. */
final class SoupSum {

    private final Mixture soup;
    private final boolean uniform;
    private final float[] floatSums;
    private final double[] doubleSums;
    private int added;

    /** @param capacity the most elements of a block */
    SoupSum(Mixture soup, Accumulation accumulation, int capacity) {
        this.soup = soup;
        this.uniform = soup.isUniform();
        this.floatSums = new float[accumulation == Accumulation.F32 ? capacity : 0];
        this.doubleSums = new double[capacity];
    }

    /** True when {@code model} is the member whose turn it is. */
    boolean isNext(int model) {
        return added < soup.size() && soup.member(added) == model;
    }

    /** Adds the next member's block. The first is stored, not added to zero, which would turn -0 into 0. */
    void add(Elements block, DType dtype, int count) {
        double weight = uniform ? 1 : soup.weight(added);
        boolean first = added == 0;
        if (dtype == DType.F64) {
            addDoubles(block.doubles, weight, first, count);
        } else if (floatSums.length > 0) {
            addFloats(block.floats, (float) weight, first, count);
        } else {
            addWidened(block.floats, weight, first, count);
        }
        added++;
    }

    // One loop for each pair of types: the compiler vectorises a loop over two plain arrays, and nothing more abstract.

    private void addDoubles(double[] x, double weight, boolean first, int count) {
        if (first) {
            for (int i = 0; i < count; i++) {
                doubleSums[i] = weight * x[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                doubleSums[i] += weight * x[i];
            }
        }
    }

    private void addFloats(float[] x, float weight, boolean first, int count) {
        if (first) {
            for (int i = 0; i < count; i++) {
                floatSums[i] = weight * x[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                floatSums[i] += weight * x[i];
            }
        }
    }

    private void addWidened(float[] x, double weight, boolean first, int count) {
        if (first) {
            for (int i = 0; i < count; i++) {
                doubleSums[i] = weight * x[i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                doubleSums[i] += weight * x[i];
            }
        }
    }

    /** Finishes the block: divides a uniform soup's sum by its size, rounds, and makes ready for the next block. */
    void finish(Elements scratch, DType dtype, int count, ByteBuffer target) {
        if (added != soup.size()) {
            throw new IllegalStateException("only " + added + " members of " + soup + " were added");
        }
        added = 0;
        boolean inFloats = dtype != DType.F64 && floatSums.length > 0;
        if (uniform) {
            divide(inFloats, count);
        }
        if (inFloats) {
            scratch.encode(floatSums, dtype, count, target);
        } else {
            scratch.encode(doubleSums, dtype, count, target);
        }
    }

    private void divide(boolean inFloats, int count) {
        int size = soup.size();
        if (inFloats) {
            for (int i = 0; i < count; i++) {
                floatSums[i] /= size;
            }
        } else {
            for (int i = 0; i < count; i++) {
                doubleSums[i] /= size;
            }
        }
    }
}
