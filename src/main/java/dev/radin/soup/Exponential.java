package dev.radin.soup;

import java.util.Arrays;

/**
 * exp of many numbers that are not positive, as a softmax needs it: to within about 1e-15 of the exact value, absolutely,
 * next to a largest one of 1. Several times as fast as {@link Math#exp}, as the compiler makes vector instructions of it:
 * there is no branch and no table, and the loops hold one step each, for it gives up on longer ones.
 *
 * <p>exp(x) − 1 = p after eight times p ← p(p + 2), where p is first the series of exp(y) − 1 with y = x / 256.
 */
public final class Exponential {

    /** Below this exp is less than 1e-27, which next to 1 is nothing. */
    private static final double SMALLEST = -64;

    private static final int DOUBLINGS = 8;

    /** 1/12!, …, 1/1!, and 0 for the constant term of exp(y) − 1. */
    private static final double[] INVERSE_FACTORIALS = {
        1.0 / 479001600,
        1.0 / 39916800,
        1.0 / 3628800,
        1.0 / 362880,
        1.0 / 40320,
        1.0 / 5040,
        1.0 / 720,
        1.0 / 120,
        1.0 / 24,
        1.0 / 6,
        1.0 / 2,
        1,
        0
    };

    private final double[] y;

    public Exponential(int count) {
        y = new double[count];
    }

    /** @param result gets exp of {@code x}; both as long as was said at first */
    public void ofNotPositive(double[] x, double[] result) {
        ofNotPositive(x, result, y.length);
    }

    /** @param count of the first, at most as many as was said at first */
    public void ofNotPositive(double[] x, double[] result, int count) {
        scale(x, y, count);
        Arrays.fill(result, 0, count, INVERSE_FACTORIALS[0]);
        for (int k = 1; k < INVERSE_FACTORIALS.length; k++) {
            hornerStep(y, result, INVERSE_FACTORIALS[k], count);
        }
        for (int k = 0; k < DOUBLINGS; k++) {
            doubleExponent(result, count);
        }
        increment(result, count);
    }

    private static void scale(double[] x, double[] y, int count) {
        for (int k = 0; k < count; k++) {
            y[k] = Math.max(x[k], SMALLEST) * (1.0 / (1 << DOUBLINGS));
        }
    }

    private static void hornerStep(double[] y, double[] p, double coefficient, int count) {
        for (int k = 0; k < count; k++) {
            p[k] = coefficient + y[k] * p[k];
        }
    }

    private static void doubleExponent(double[] p, int count) {
        for (int k = 0; k < count; k++) {
            p[k] = p[k] * (p[k] + 2);
        }
    }

    private static void increment(double[] p, int count) {
        for (int k = 0; k < count; k++) {
            p[k] += 1;
        }
    }

    /** In four sums, which run beside each other. */
    static double sum(double[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 4 <= values.length; k += 4) {
            a += values[k];
            b += values[k + 1];
            c += values[k + 2];
            d += values[k + 3];
        }
        for (; k < values.length; k++) {
            a += values[k];
        }
        return (a + b) + (c + d);
    }
}
