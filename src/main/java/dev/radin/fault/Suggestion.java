package dev.radin.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that somebody probably meant. */
public final class Suggestion {

    private static final int MOST_CHARACTERS = 100;
    /** As many names as a resource may have in one list; comparing with more takes too long. */
    private static final int MOST_WORDS = 256;

    private Suggestion() {}

    /** Within a third of the word's length, letter case aside. */
    public static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > MOST_CHARACTERS || known.size() > MOST_WORDS) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> k.length() <= MOST_CHARACTERS)
                .filter(k -> Math.abs(k.length() - word.length()) <= most(k))
                .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= most(k))
                .min(Comparator.<String>comparingInt(k -> distance(lower, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** What is said of a word where only others can stand. */
    public static String notOneOf(String word, Collection<String> known) {
        return "\"" + word + "\" is not one of " + String.join(", ", known) + didYouMean(word, known);
    }

    /** To follow what is said of a word that is not known; empty where nothing is like it. */
    public static String didYouMean(String word, Collection<String> known) {
        return to(word, known).map(k -> "; did you mean " + k + "?").orElse("");
    }

    /**
     * What is said of a field that is not known.
     *
     * @param path of what it stands in
     */
    public static String unknownField(String name, Collection<String> known, String path) {
        return "unknown field"
                + to(name, known)
                        .map(k -> "; did you mean " + path + "." + k + "?")
                        .orElse("; known here: " + String.join(", ", known));
    }

    private static int most(String known) {
        return Math.max(1, known.length() / 3);
    }

    /** The fewest insertions, deletions, substitutions and swaps of neighbours ("optimal string alignment"). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substituted = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(substituted, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
