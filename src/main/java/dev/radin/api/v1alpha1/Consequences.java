package dev.radin.api.v1alpha1;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What follows from problems that are reported already: what was taken out for its type must not be reported as missing too,
 * nor what depends on the word of a field {@code type}.
 */
final class Consequences {

    /** Deeper than fields are nested; what comes after are dots in the keys of somebody's mapping. */
    private static final int MOST_DOTS = 50;

    private final TreeSet<String> reported = new TreeSet<>();

    /** @param newPlaces of fields that were reported where they were before the first release */
    Consequences(List<Problem> problems, Set<String> newPlaces) {
        reported.addAll(newPlaces);
        problems.forEach(problem -> reported.add(problem.path()));
    }

    /** Whether a field's own problem, one above it, one below it, or that of a type beside it is reported. */
    boolean include(String path) {
        return reported.contains(path) || isBelow(path) || isAbove(path + ".") || isAbove(path + "[");
    }

    private boolean isBelow(String path) {
        int dot = path.indexOf('.');
        for (int dots = 0; dot >= 0 && dots < MOST_DOTS; dots++) {
            String above = path.substring(0, dot);
            if (reported.contains(above) || reported.contains(above + ".type")) {
                return true;
            }
            dot = path.indexOf('.', dot + 1);
        }
        return false;
    }

    private boolean isAbove(String beginning) {
        String next = reported.ceiling(beginning);
        return next != null && next.startsWith(beginning);
    }
}
