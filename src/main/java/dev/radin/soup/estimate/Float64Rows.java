package dev.radin.soup.estimate;

/** As {@link Int16Rows}, over rows of float64. */
final class Float64Rows {

    static final int AT_ONCE = 4;

    private Float64Rows() {}

    /** Adds four rows in their order, as a plain loop over the models does. */
    static void add(
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double w,
            double x,
            double y,
            double z,
            double[] sum,
            int n) {
        for (int p = 0; p < n; p++) {
            sum[p] = sum[p] + w * a[p] + x * b[p] + y * c[p] + z * d[p];
        }
    }

    static void divide(double[] values, double divisor, int n) {
        for (int p = 0; p < n; p++) {
            values[p] /= divisor;
        }
    }

    static void widen(float[] values, double[] target, int count) {
        for (int p = 0; p < count; p++) {
            target[p] = values[p];
        }
    }
}
