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

    static void add(float[] values, float[] sum, int length) {
        for (int p = 0; p < length; p++) {
            sum[p] += values[p];
        }
    }

    static void addProduct(float[] values, float[] factors, float[] sum, int length) {
        for (int p = 0; p < length; p++) {
            sum[p] += values[p] * factors[p];
        }
    }

    static void multiply(float[] values, float[] factors, int length) {
        for (int p = 0; p < length; p++) {
            values[p] *= factors[p];
        }
    }

    static void divide(float[] values, float[] divisors, int length) {
        for (int p = 0; p < length; p++) {
            values[p] /= divisors[p];
        }
    }

    static void scale(float[] values, float factor, float[] products, int length) {
        for (int p = 0; p < length; p++) {
            products[p] = factor * values[p];
        }
    }

    static void below(float[] values, float[] highest, float factor, float[] products, int length) {
        for (int p = 0; p < length; p++) {
            products[p] = factor * (values[p] - highest[p]);
        }
    }

    static void lower(float[] values, float by, int length) {
        for (int p = 0; p < length; p++) {
            values[p] -= by;
        }
    }

    static void distanceBelow(float[] values, float[] from, float[] distances, int length) {
        for (int p = 0; p < length; p++) {
            distances[p] = -Math.abs(values[p] - from[p]);
        }
    }
}
