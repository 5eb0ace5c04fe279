package dev.radin.soup;

/**
 * exp of many numbers that are not positive, as a softmax needs it: to within about 1e-15 of the exact value, absolutely,
 * next to a largest one of 1. Without branches or tables, so that the compiler makes vector instructions of it; several
 * times as fast as {@link Math#exp}.
 */
final class Exponential {

    /** Below this exp is less than 1e-27, which next to 1 is nothing. */
    private static final double SMALLEST = -64;

    private Exponential() {}

    /** exp(x) − 1 = p(y) after eight times p ← p(p + 2), with y = x / 256 and p(y) the series of exp(y) − 1. */
    static void ofNotPositive(double[] x, double[] result, int count) {
        for (int k = 0; k < count; k++) {
            double y = Math.max(x[k], SMALLEST) * (1.0 / 256);
            double p = 1.0 / 39916800 + y * (1.0 / 479001600);
            p = 1.0 / 3628800 + y * p;
            p = 1.0 / 362880 + y * p;
            p = 1.0 / 40320 + y * p;
            p = 1.0 / 5040 + y * p;
            p = 1.0 / 720 + y * p;
            p = 1.0 / 120 + y * p;
            p = 1.0 / 24 + y * p;
            p = 1.0 / 6 + y * p;
            p = 1.0 / 2 + y * p;
            p = y * (1 + y * p);
            p = p * (p + 2);
            p = p * (p + 2);
            p = p * (p + 2);
            p = p * (p + 2);
            p = p * (p + 2);
            p = p * (p + 2);
            p = p * (p + 2);
            p = p * (p + 2);
            result[k] = 1 + p;
        }
    }

    /** In four sums, which run beside each other. */
    static double sum(double[] values, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 4 <= count; k += 4) {
            a += values[k];
            b += values[k + 1];
            c += values[k + 2];
            d += values[k + 3];
        }
        for (; k < count; k++) {
            a += values[k];
        }
        return (a + b) + (c + d);
    }
}
