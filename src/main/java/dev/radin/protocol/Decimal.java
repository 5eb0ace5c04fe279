package dev.radin.protocol;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Scores as a status shows them: decimal strings, as Kubernetes has no floating-point numbers. Diverged models have losses of
 * any size; from a quadrillion on the exponent is written apart, as {@code 1.000000e+25}, so that each is 24 characters at
 * most.
 */
public final class Decimal {

    private static final double LARGE = 1e15;
    private static final MathContext NINE_DIGITS = new MathContext(9);

    private Decimal() {}

    /** Six digits after the point, as {@code 0.839769}. */
    public static String score(double value) {
        return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%." + form(value), value);
    }

    /** With its sign, as {@code +0.009192}; no gain is {@code +0.000000}. */
    public static String gain(double value) {
        return String.format(Locale.ROOT, "%+." + form(value), value == 0 ? 0.0 : value);
    }

    /** At most nine significant digits, as many as a float32 has: {@code 0.333333333}. */
    public static String weight(double value) {
        return new BigDecimal(value).round(NINE_DIGITS).stripTrailingZeros().toString();
    }

    private static String form(double value) {
        return Math.abs(value) < LARGE ? "6f" : "6e";
    }
}
