package dev.radin.fault;

/** Words of servers and libraries, as they go into a sentence of ours. */
public final class OneLine {

    /** More follows for those who develop. */
    private static final int FIRST_CHARACTERS = 300;

    private OneLine() {}

    /** What parts the words, line breaks among it, is one blank. */
    public static String of(String words) {
        return words.replaceAll("\\s+", " ").strip();
    }

    /** The same, but for what goes on and on. */
    public static String beginningOf(String words) {
        return Truncation.toCharacters(of(words), FIRST_CHARACTERS);
    }
}
