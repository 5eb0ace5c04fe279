package dev.radin.api.v1alpha1;

import java.util.List;

/** Numbers with a fraction, which Kubernetes resources write as strings. */
final class Decimals {

    private Decimals() {}

    static void checkAboveZero(String path, String value, List<Problem> problems) {
        if (isDecimal(path, value, problems) && !(Double.parseDouble(value) > 0)) {
            problems.add(new Problem(path, value + " " + FieldPatterns.ABOVE_ZERO_SAYS));
        }
    }

    /** @return false, too, for null, which is no problem here */
    static boolean isDecimal(String path, String value, List<Problem> problems) {
        if (value == null) {
            return false;
        }
        boolean decimal = value.matches(FieldPatterns.DECIMAL);
        if (!decimal) {
            problems.add(new Problem(path, "\"" + value + "\" " + FieldPatterns.DECIMAL_SAYS));
        }
        return decimal;
    }
}
