package dev.radin.fault;

/** Words of servers and libraries, as they go into a sentence of ours. */
public final class OneLine {

    private OneLine() {}

    /** What parts the words, line breaks among it, is one blank. */
    public static String of(String words) {
        return words.replaceAll("\\s+", " ").strip();
    }
}
