package dev.radin.status;

import java.util.stream.Stream;

/**
 * How far a selection has come, as it was counted last.
 *
 * @param passesOf a hash of what decides which passes there are; while it stays the same, an edit of anything else goes on
 *     from these counts
 * @param listed models that the spec lists and that its folders hold; null while that is not known, like the next two
 * @param usable those that take part
 * @param run those of them that were run over all validation data
 * @param proposed soups
 * @param evaluated soups
 * @param changed when these counts last changed, in UTC
 */
public record Counts(
        String passesOf, Integer listed, Integer usable, Integer run, int proposed, int evaluated, String changed) {

    /** Refuses what cannot be counted. */
    public Counts {
        if (Stream.of(listed, usable, run, proposed, evaluated).anyMatch(count -> count != null && count < 0)) {
            throw new IllegalArgumentException("a negative count");
        }
    }

    /** Apart from the time. */
    boolean isSame(Counts other) {
        return other != null
                && new Counts(passesOf, listed, usable, run, proposed, evaluated, other.changed).equals(other);
    }

    /** As much of it as the spec allows. */
    Counts within(int models, int budget) {
        return new Counts(
                passesOf,
                atMost(models, listed),
                atMost(models, usable),
                atMost(models, run),
                Math.min(budget, proposed),
                Math.min(budget, evaluated),
                changed);
    }

    private static Integer atMost(int most, Integer count) {
        return count == null ? null : Integer.valueOf(Math.min(most, count));
    }
}
