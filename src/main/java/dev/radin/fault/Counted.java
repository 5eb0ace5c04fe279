package dev.radin.fault;

import java.util.Locale;

/** How many there are of something, in words. */
public final class Counted {

    private Counted() {}

    /** As {@code 1 soup} and {@code 7 soups}. @param noun of one; another gets an s at its end */
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** As {@code 1 pass} and {@code 7 passes}. */
    public static String of(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** As {@code 22,554 elements}. */
    public static String grouped(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : noun + "s");
    }
}
