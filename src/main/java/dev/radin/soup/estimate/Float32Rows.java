package dev.radin.soup.estimate;

/** As {@link Int16Rows}, over rows of float32. */
final class Float32Rows {

    static final int AT_ONCE = 4;

    private Float32Rows() {}

    static void set(
            float[] a, float[] b, float[] c, float[] d, float w, float x, float y, float z, float[] sum, int length) {
        for (int p = 0; p < length; p++) {
            sum[p] = (w * a[p] + x * b[p]) + (y * c[p] + z * d[p]);
        }
    }

    static void add(
            float[] a, float[] b, float[] c, float[] d, float w, float x, float y, float z, float[] sum, int length) {
        for (int p = 0; p < length; p++) {
            sum[p] = sum[p] + (w * a[p] + x * b[p]) + (y * c[p] + z * d[p]);
        }
    }

    static void max(float[] values, float[] largest, int length) {
        for (int p = 0; p < length; p++) {
            largest[p] = Math.max(largest[p], values[p]);
        }
    }
}
