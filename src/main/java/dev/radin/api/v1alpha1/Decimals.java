package dev.radin.api.v1alpha1;

import java.util.List;

/** Numbers with a fraction, which Kubernetes resources write as strings. */
final class Decimals {

    private static final String DECIMAL = "[-+]?(\\d{1,20}(\\.\\d{0,20})?|\\.\\d{1,20})([eE][-+]?\\d{1,2})?";

    private Decimals() {}

    static void check(String path, String value, boolean positive, List<Problem> problems) {
        if (value != null && isDecimal(path, value, problems) && positive && !(Double.parseDouble(value) > 0)) {
            problems.add(new Problem(path, value + " must be above zero"));
        }
    }

    static void checkNotNegative(String path, String value, List<Problem> problems) {
        if (isDecimal(path, value, problems) && Double.parseDouble(value) < 0) {
            problems.add(new Problem(path, value + " must not be negative"));
        }
    }

    private static boolean isDecimal(String path, String value, List<Problem> problems) {
        boolean decimal = value != null && value.matches(DECIMAL);
        if (!decimal) {
            problems.add(new Problem(path, "\"" + value + "\" is no decimal number, such as \"0.5\""));
        }
        return decimal;
    }
}
