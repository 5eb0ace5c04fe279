package dev.radin.soup.estimate;

/** As {@link Int16Rows}, over rows of float32. */
final class Float32Rows {

    private Float32Rows() {}

    /** Adds one row to four sums, with a weight for each: the row is read once. */
    static void add(float[] row, float w, float x, float y, float z, float[] a, float[] b, float[] c, float[] d) {
        for (int p = 0; p < row.length; p++) {
            a[p] += w * row[p];
            b[p] += x * row[p];
            c[p] += y * row[p];
            d[p] += z * row[p];
        }
    }

    static void max(float[] values, float[] largest, int length) {
        for (int p = 0; p < length; p++) {
            largest[p] = Math.max(largest[p], values[p]);
        }
    }
}
