package dev.radin.fault;

import java.nio.charset.StandardCharsets;

/** Texts for places that hold only so much: cut between two characters, with an ellipsis where something is missing. */
public final class Truncation {

    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;

    private Truncation() {}

    /** @param most Java characters of the result, the ellipsis included */
    public static String toCharacters(String text, int most) {
        return text.length() <= most ? text : cut(text, Math.max(0, most - ELLIPSIS.length()));
    }

    /** @param most bytes of the result in UTF-8, the ellipsis included */
    public static String toBytes(String text, int most) {
        if (bytes(text) <= most) {
            return text;
        }
        int bytes = 0;
        int end = 0;
        while (true) {
            int character = text.codePointAt(end);
            bytes += bytes(Character.toString(character));
            if (bytes > most - ELLIPSIS_BYTES) {
                return cut(text, end);
            }
            end += Character.charCount(character);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String cut(String text, int end) {
        boolean between = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, between ? end - 1 : end) + ELLIPSIS;
    }
}
