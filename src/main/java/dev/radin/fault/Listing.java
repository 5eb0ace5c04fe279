package dev.radin.fault;

import java.util.List;
import java.util.stream.Collectors;

/** Names in a sentence: {@code a, b, c and 12 more}. */
public final class Listing {

    private Listing() {}

    /** @param most how many are named, at least one; the others are counted */
    public static String of(List<String> names, int most) {
        String shown = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
    }
}
