package dev.radin.protocol;

import dev.radin.digest.Sha256;

/** Names made from content. */
public final class Hash {

    /** What {@link #brief} gives, as a pattern. */
    public static final String BRIEF = "[0-9a-f]{16}";

    private Hash() {}

    public static String sha256(byte[] content) {
        return Sha256.hex(content);
    }

    /** Of lines, of which only the last may have a line feed itself: otherwise two lists could have one name. */
    public static String sha256(Iterable<String> lines) {
        return Sha256.hex(lines);
    }

    /** Short enough for names of folders and Jobs, long enough not to meet another by chance. */
    public static String brief(String hex) {
        return hex.substring(0, 16);
    }
}
