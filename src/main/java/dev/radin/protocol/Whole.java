package dev.radin.protocol;

import java.util.List;

/**
 * Checks of what a worker reports, in the constructors of its records: a message that lacks a part, or has one that no
 * status could hold, is no receipt. The limits are those of the resource's status.
 */
final class Whole {

    /** Of a model, a strategy, a digest. */
    static final int NAME = 255;

    static final int STRATEGY = 64;
    static final int DIGEST = 128;
    static final int URI = 1024;

    private Whole() {}

    /** @throws IllegalArgumentException for a negative count */
    static void count(int value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " is negative: " + value);
        }
    }

    /** @throws IllegalArgumentException for a soup without members */
    static void size(int members) {
        if (members < 1) {
            throw new IllegalArgumentException("a soup has no members");
        }
    }

    /** @throws IllegalArgumentException for none, and for one that is longer than {@code most} characters */
    static void text(String value, int most, String what) {
        if (value == null || value.length() > most) {
            throw new IllegalArgumentException(what + (value == null ? " is missing" : " is too long"));
        }
    }

    /** @throws IllegalArgumentException for none, and for one with names that are missing or too long */
    static void names(List<String> values, String what) {
        present(values, what);
        values.forEach(value -> text(value, NAME, what));
    }

    /** @throws IllegalArgumentException for none, and for one with an entry that is missing */
    static void entries(List<?> values, String what) {
        present(values, what);
        values.forEach(value -> present(value, what));
    }

    /** @throws IllegalArgumentException for null */
    static void present(Object value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
    }
}
