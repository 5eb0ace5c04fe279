package dev.radin.status;

import java.util.Locale;

/** Scores as a status shows them: decimal strings, as Kubernetes has no floating-point numbers. */
public final class Decimal {

    private Decimal() {}

    /** Six digits after the point, as {@code 0.839769}. */
    public static String score(double value) {
        return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.6f", value);
    }

    /** With its sign, as {@code +0.009192}; no gain is {@code +0.000000}. */
    public static String gain(double value) {
        return String.format(Locale.ROOT, "%+.6f", value == 0 ? 0.0 : value);
    }
}
