package dev.radin.soup.estimate;

import java.util.Arrays;

/** What a row of numbers comes to, in lanes beside each other. One thread, one of these. */
final class RowSums {

    private static final int LANES = 64;

    private final float[] lanes = new float[LANES];
    private final float[] some = new float[LANES];

    /** NaN where there is one. */
    float highest(float[] row) {
        Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
        int whole = row.length - row.length % LANES;
        for (int first = 0; first < whole; first += LANES) {
            System.arraycopy(row, first, some, 0, LANES);
            Float32Rows.max(some, lanes, LANES);
        }
        float highest = Float.NEGATIVE_INFINITY;
        for (int c = whole; c < row.length; c++) {
            highest = Math.max(highest, row[c]);
        }
        for (int k = 0; k < LANES && whole > 0; k++) {
            highest = Math.max(highest, lanes[k]);
        }
        return highest;
    }

    /** In float64. */
    static double sum(float[] row) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 4 <= row.length; k += 4) {
            a += row[k];
            b += row[k + 1];
            c += row[k + 2];
            d += row[k + 3];
        }
        for (; k < row.length; k++) {
            a += row[k];
        }
        return (a + b) + (c + d);
    }
}
