package dev.radin.fault;

/** How many there are of something, in words. */
public final class Counted {

    private Counted() {}

    /** As {@code 1 soup} and {@code 7 soups}. @param noun of one; another gets an s at its end */
    public static String of(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
