package dev.radin.tensor.average;

import java.util.Arrays;

/**
 * Σ (v_i − v_j)² of all pairs of vectors, each in float64 and in the order of its elements. Of some elements at a time all
 * vectors are laid beside each other, so that the innermost loop goes over pairs: it is made vector instructions of, and what it
 * needs stays in a cache.
 */
final class SquaredDistances {

    private static final int ELEMENTS_AT_ONCE = 64;
    private static final int AT_ONCE = 4;

    private SquaredDistances() {}

    /**
     * [vectors][an earlier one].
     *
     * @param count how many elements, the first of each vector
     */
    static double[][] of(float[][] vectors, int count) {
        double[][] sums = new double[vectors.length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new double[i];
        }
        double[][] beside = new double[ELEMENTS_AT_ONCE][vectors.length];
        for (int first = 0; first < count; first += ELEMENTS_AT_ONCE) {
            int elements = Math.min(ELEMENTS_AT_ONCE, count - first);
            for (int i = 0; i < vectors.length; i++) {
                for (int k = 0; k < elements; k++) {
                    beside[k][i] = vectors[i][first + k];
                }
            }
            for (int k = elements; k < ELEMENTS_AT_ONCE; k++) {
                Arrays.fill(beside[k], 0);
            }
            for (int i = 1; i < vectors.length; i++) {
                for (int k = 0; k < elements; k += AT_ONCE) {
                    add(beside[k], beside[k + 1], beside[k + 2], beside[k + 3], i, sums[i]);
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < i; j++) {
                if (Double.isNaN(sums[i][j])) {
                    sums[i][j] = careful(vectors[i], vectors[j], count);
                }
            }
        }
        return sums;
    }

    /** Four elements in their order, so that sums are read and written once for them. */
    private static void add(double[] a, double[] b, double[] c, double[] d, int vector, double[] sums) {
        double ownA = a[vector];
        double ownB = b[vector];
        double ownC = c[vector];
        double ownD = d[vector];
        for (int j = 0; j < sums.length; j++) {
            double inA = ownA - a[j];
            double inB = ownB - b[j];
            double inC = ownC - c[j];
            double inD = ownD - d[j];
            sums[j] = sums[j] + inA * inA + inB * inB + inC * inC + inD * inD;
        }
    }

    /** Equal infinities, as of a mask, are not apart. */
    private static double careful(float[] a, float[] b, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double difference = a[k] == b[k] ? 0 : (double) a[k] - b[k];
            sum += difference * difference;
        }
        return sum;
    }
}
