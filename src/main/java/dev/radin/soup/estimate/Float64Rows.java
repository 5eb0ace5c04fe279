package dev.radin.soup.estimate;

/** As {@link Int16Rows}, over rows of float64. */
final class Float64Rows {

    private Float64Rows() {}

    static void add(
            double[] row,
            double w,
            double x,
            double y,
            double z,
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            int n) {
        for (int p = 0; p < n; p++) {
            a[p] += w * row[p];
            b[p] += x * row[p];
            c[p] += y * row[p];
            d[p] += z * row[p];
        }
    }

    static void widen(float[] values, double[] target, int count) {
        for (int p = 0; p < count; p++) {
            target[p] = values[p];
        }
    }
}
