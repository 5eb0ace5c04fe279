package dev.radin.tensor.average;

/**
 * Σ (v_i − v_j)² of all pairs of vectors, each in float64 and in the order of its elements. Of some elements at a time all
 * vectors are laid beside each other, so that the innermost loop goes over pairs: it is made vector instructions of, and what it
 * needs stays in a cache.
 */
final class SquaredDistances {

    private static final int ELEMENTS_AT_ONCE = 64;

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
            for (int i = 1; i < vectors.length; i++) {
                for (int k = 0; k < elements; k++) {
                    add(beside[k], beside[k][i], sums[i]);
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

    private static void add(double[] others, double own, double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            double difference = own - others[j];
            sums[j] += difference * difference;
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
