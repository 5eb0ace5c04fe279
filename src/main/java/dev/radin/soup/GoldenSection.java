package dev.radin.soup;

import java.util.function.DoubleUnaryOperator;

/** The minimum of a function that has one, without derivatives. */
public final class GoldenSection {

    private static final double RATIO = (StrictMath.sqrt(5) - 1) / 2;

    private GoldenSection() {}

    /**
     * @param steps each of which leaves 0.618 of the range
     * @return the lowest value that was seen between both ends at last
     */
    public static double minimum(double from, double to, int steps, DoubleUnaryOperator function) {
        double low = from;
        double high = to;
        double left = high - RATIO * (high - low);
        double right = low + RATIO * (high - low);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        for (int step = 0; step < steps; step++) {
            if (atLeft < atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - RATIO * (high - low);
                atLeft = function.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + RATIO * (high - low);
                atRight = function.applyAsDouble(right);
            }
        }
        return Math.min(atLeft, atRight);
    }
}
