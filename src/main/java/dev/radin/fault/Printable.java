package dev.radin.fault;

/** Text from untrusted files and libraries, made fit for a terminal and a page: nothing in it is obeyed. */
public final class Printable {

    private Printable() {}

    /**
     * On one line and not endless: control characters become {@code \}{@code uXXXX}, as do those that change the direction
     * of text; what is beyond {@code mostCharacters} becomes an ellipsis.
     */
    public static String of(String untrusted, int mostCharacters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < untrusted.length(); i++) {
            if (text.length() >= mostCharacters) {
                return shortened(text);
            }
            append(text, untrusted.charAt(i));
        }
        return text.toString();
    }

    /** Of a character that is two, the first is none without the second. */
    private static String shortened(StringBuilder text) {
        int last = text.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
            text.setLength(last);
        }
        return text.append('…').toString();
    }

    /** As {@link #of}, of any length. */
    public static String of(String untrusted) {
        return of(untrusted, Integer.MAX_VALUE);
    }

    /** As {@link #of(String)}, with its line breaks. */
    public static String lines(String untrusted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < untrusted.length(); i++) {
            char c = untrusted.charAt(i);
            if (c == '\n') {
                text.append(c);
            } else {
                append(text, c);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, char c) {
        boolean obeyed = Character.isISOControl(c)
                || switch (Character.getType(c)) {
                    case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
        if (obeyed) {
            text.append(String.format("\\u%04x", (int) c));
        } else {
            text.append(c);
        }
    }
}
