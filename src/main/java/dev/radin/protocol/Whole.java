package dev.radin.protocol;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks of what a worker reports, in the constructors of its records: a message that lacks a part, or has one that no
 * status could hold, is no receipt. The limits are those of the resource's status.
 */
final class Whole {

    /** Of a model, a strategy, a digest. */
    static final int NAME = 255;

    static final int STRATEGY = 64;
    static final int DIGEST = 128;
    static final int VERDICT = Published.LONGEST_VERDICT;

    private Whole() {}

    /** @throws IllegalArgumentException for a negative count */
    static void count(int value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " is negative: " + value);
        }
    }

    /** @throws IllegalArgumentException for NaN and infinity, which no resource can ask for */
    static void finite(double value, String what) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is no number");
        }
    }

    /** @throws IllegalArgumentException for none, and for one that is longer than {@code most} characters */
    static void text(String value, int most, String what) {
        if (value == null || value.length() > most) {
            throw new IllegalArgumentException(what + (value == null ? " is missing" : " is too long"));
        }
    }

    /**
     * @param value may be null
     * @throws IllegalArgumentException for one that is longer than {@code most} characters
     */
    static void optional(String value, int most, String what) {
        if (value != null) {
            text(value, most, what);
        }
    }

    /** @throws IllegalArgumentException for what is not the name of a folder that a stage wrote */
    static void folder(String value, String what) {
        present(value, what);
        if (!value.matches(Hash.BRIEF)) {
            throw new IllegalArgumentException(what + " has no name that is made of content");
        }
    }

    /**
     * Of a mixture, of which only the first members may be named.
     *
     * @throws IllegalArgumentException for none, for a name twice, and for weights that are not theirs
     */
    static void members(List<String> names, List<Double> weights, int size) {
        present(names, "a member's name");
        names.forEach(name -> text(name, NAME, "a member's name"));
        if (size < 1 || size < names.size() || Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("a soup has " + size + " members, of which are named " + names.size());
        }
        if (weights != null) {
            entries(weights, "a weight");
            if (weights.size() != names.size() || weights.stream().anyMatch(w -> !(w >= 0 && w <= 1))) {
                throw new IllegalArgumentException("the weights are not those of the members");
            }
        }
    }

    /** Of a mixture whose members are all named; see {@link #members(List, List, int)}. */
    static void members(List<String> names, List<Double> weights) {
        present(names, "a member's name");
        members(names, weights, names.size());
    }

    /**
     * @param values may be null, which is none
     * @throws IllegalArgumentException for one with an entry that is missing
     */
    static <T> List<T> list(List<T> values, String what) {
        if (values == null) {
            return List.of();
        }
        entries(values, what);
        return values;
    }

    /** @throws IllegalArgumentException for none, and for one with an entry that is missing */
    static void entries(List<?> values, String what) {
        present(values, what);
        values.forEach(value -> present(value, what));
    }

    /** @throws IllegalArgumentException for too many, and for two of one name */
    static <T> void distinct(int most, List<T> values, Function<T, String> name, String what) {
        if (values.size() > most || values.stream().map(name).distinct().count() < values.size()) {
            throw new IllegalArgumentException("there are " + values.size() + " " + what + ", some twice or too many");
        }
    }

    /**
     * @param interval may be null
     * @throws IllegalArgumentException for one that has not two ends
     */
    static void interval(List<Double> interval) {
        if (interval != null) {
            entries(interval, "an end of the interval");
            if (interval.size() != 2) {
                throw new IllegalArgumentException("the interval has not two ends");
            }
        }
    }

    /** @throws IllegalArgumentException for null */
    static void present(Object value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }
}
