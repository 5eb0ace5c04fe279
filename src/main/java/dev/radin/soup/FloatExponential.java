package dev.radin.soup;

/**
 * exp of many numbers that are not positive, in float32: wrong by at most {@link #RELATIVE} of the exact value and
 * {@link #ABSOLUTE} beside that. Some times as fast again as {@link Exponential}, in loops of which the compiler makes vector
 * instructions: without a branch or a table, and short, for it gives up on longer ones.
 *
 * <p>exp(x) = (1 + p)⁸, where p = exp(x / 8) − 1 comes of the series of exp(y) − 1 with y = x / 32 and of p ← p(p + 2), twice.
 */
public final class FloatExponential {

    public static final double RELATIVE = 0x1p-20;
    public static final double ABSOLUTE = 0x1p-26;

    /** Below this exp is less than 1e-34. */
    private static final float SMALLEST = -80;

    private static final float SHARE = 1 / 32f;
    private static final float THIRD = 1 / 6f;
    private static final float FOURTH = 1 / 24f;
    private static final float FIFTH = 1 / 120f;
    private static final float SIXTH = 1 / 720f;

    private FloatExponential() {}

    /**
     * @param x is overwritten
     * @param result gets exp of the first {@code count} of {@code x}; another array
     */
    public static void ofNotPositive(float[] x, float[] result, int count) {
        highTerms(x, result, count);
        middleTerms(x, result, count);
        lowTerms(x, result, count);
        doubleTwice(result, count);
        eighthPower(result, count);
    }

    private static void highTerms(float[] x, float[] p, int count) {
        for (int k = 0; k < count; k++) {
            float y = Math.max(x[k], SMALLEST) * SHARE;
            x[k] = y;
            p[k] = (SIXTH * y + FIFTH) * y + FOURTH;
        }
    }

    private static void middleTerms(float[] y, float[] p, int count) {
        for (int k = 0; k < count; k++) {
            p[k] = (p[k] * y[k] + THIRD) * y[k] + 0.5f;
        }
    }

    private static void lowTerms(float[] y, float[] p, int count) {
        for (int k = 0; k < count; k++) {
            p[k] = (p[k] * y[k] + 1) * y[k];
        }
    }

    private static void doubleTwice(float[] p, int count) {
        for (int k = 0; k < count; k++) {
            float once = p[k] * (p[k] + 2);
            p[k] = once * (once + 2);
        }
    }

    private static void eighthPower(float[] p, int count) {
        for (int k = 0; k < count; k++) {
            float once = p[k] + 1;
            float twice = once * once;
            float fourth = twice * twice;
            p[k] = fourth * fourth;
        }
    }
}
