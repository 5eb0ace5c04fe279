package dev.radin.tensor;

/** Text from untrusted files, made fit for a message: one line, no terminal escapes, not endless. */
public final class Printable {

    private Printable() {}

    /** Control characters become {@code \}{@code uXXXX}; what is beyond {@code mostCharacters} becomes an ellipsis. */
    public static String of(String untrusted, int mostCharacters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < untrusted.length(); i++) {
            if (text.length() >= mostCharacters) {
                return text.append('…').toString();
            }
            char c = untrusted.charAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
