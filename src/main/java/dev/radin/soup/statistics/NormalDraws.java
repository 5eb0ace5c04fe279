package dev.radin.soup.statistics;

import dev.radin.soup.SplitMix64;

/**
 * Draws of a normal distribution, equal on every machine (Marsaglia, Bray: A convenient method for generating normal
 * variables, SIAM Review 6, 1964).
 */
final class NormalDraws {

    private static final double UNIT = 0x1p-53;

    private final SplitMix64 random;
    private double spare;
    private boolean hasSpare;

    NormalDraws(SplitMix64 random) {
        this.random = random;
    }

    /** With mean 0 and variance 1. */
    double next() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double x;
        double y;
        double square;
        do {
            x = uniform();
            y = uniform();
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double length = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * length;
        hasSpare = true;
        return x * length;
    }

    /** In [−1, 1). */
    private double uniform() {
        return 2 * ((random.nextLong() >>> 11) * UNIT) - 1;
    }
}
