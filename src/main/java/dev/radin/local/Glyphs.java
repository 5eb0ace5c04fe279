package dev.radin.local;

import java.nio.charset.Charset;

/** Characters that not every terminal can show. */
final class Glyphs {

    private static final boolean UNICODE = Charset.defaultCharset().newEncoder().canEncode('█');

    static final String ELLIPSIS = UNICODE ? "…" : "..";
    static final char FULL = UNICODE ? '█' : '#';
    static final char EMPTY = UNICODE ? '░' : '.';

    private Glyphs() {}

    /** Leaves out the middle of what is too long: names often differ at both ends. */
    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int kept = width - ELLIPSIS.length();
        if (kept < 2) {
            return text.substring(0, Math.max(0, width));
        }
        int head = kept / 2;
        return text.substring(0, head) + ELLIPSIS + text.substring(text.length() - (kept - head));
    }
}
