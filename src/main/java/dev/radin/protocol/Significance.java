package dev.radin.protocol;

import dev.radin.soup.statistics.Comparison;
import java.util.Locale;

/** Whether a soup's gain is more than chance, in the same words in the result's table and in the resource's status. */
public final class Significance {

    private Significance() {}

    /** @param pValue of the paired test against the best single model */
    public static String clause(double pValue) {
        return pValue < Comparison.SIGNIFICANT ? "chance alone hardly explains that" : "chance alone can explain that";
    }

    /** The same in two words, of a result that is one of several. */
    public static String verdict(double pValue) {
        return pValue < Comparison.SIGNIFICANT ? "more than chance" : "within chance";
    }

    /** As {@code p = 0.412}, or {@code p = 3e-05} where three digits after the point would show nothing. */
    public static String probability(double pValue) {
        return "p = " + String.format(Locale.ROOT, pValue < 0.001 ? "%.0e" : "%.3f", pValue);
    }
}
