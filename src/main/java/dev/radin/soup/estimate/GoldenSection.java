package dev.radin.soup.estimate;

import java.util.function.DoubleUnaryOperator;

/** The minimum of a function that has one, without derivatives. */
final class GoldenSection {

    private static final double RATIO = (StrictMath.sqrt(5) - 1) / 2;
    private static final int STEPS = 18;

    private GoldenSection() {}

    /** @return the value at the minimum between both ends, which are apart by at most a six-thousandth of theirs at last */
    static double minimum(double from, double to, DoubleUnaryOperator function) {
        double low = from;
        double high = to;
        double left = high - RATIO * (high - low);
        double right = low + RATIO * (high - low);
        double atLeft = function.applyAsDouble(left);
        double atRight = function.applyAsDouble(right);
        for (int step = 0; step < STEPS; step++) {
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
