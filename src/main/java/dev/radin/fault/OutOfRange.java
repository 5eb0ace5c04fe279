package dev.radin.fault;

/** What is said of a number that is too small or too large. */
public final class OutOfRange {

    private OutOfRange() {}

    /** @param value as it was given */
    public static String of(Object value, long least, long most) {
        return "is " + value + " and has to be from " + least + " to " + most;
    }

    /** Where only the least is bounded. */
    public static String of(Object value, long least) {
        return "is " + value + " and has to be " + least + " or more";
    }
}
