package dev.radin.location;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Characters as %XX. */
public final class Escapes {

    /** A % without its two digits, as a pattern that means the same in RE2, which cannot look ahead. */
    public static final String WRONG = "%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|.?$)";

    private static final Pattern WRONG_FORM = Pattern.compile(WRONG);

    private static final String PLAIN = "-._~!$&'()*+,;=:@";

    private Escapes() {}

    public static boolean areWrongIn(String text) {
        return WRONG_FORM.matcher(text).find();
    }

    /** Of a plain name. */
    public static String of(String name) {
        return escaped(name, PLAIN);
    }

    /** Of a plain path, whose slashes are kept. */
    public static String ofPath(String path) {
        return escaped(path, PLAIN + "/");
    }

    /** A path with escapes in which all but ASCII is escaped too: the platform makes no path of other characters. */
    public static String ascii(String path) {
        return escaped(path, PLAIN + "/%");
    }

    /** @param plain which characters besides letters and digits stay as they are, all of them ASCII */
    public static String escaped(String text, String plain) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean kept =
                    b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || plain.indexOf(b) >= 0;
            escaped.append(kept ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return escaped.toString();
    }

    /** Of what somebody wrote, who may have written other characters as they are. */
    static String undoAny(String written) {
        if (areWrongIn(written)) {
            throw new WrongLocation("has a % that is no %XX; write % as %25");
        }
        return undo(written);
    }

    static String undo(String escaped) {
        if (escaped.indexOf('%') < 0) {
            return escaped;
        }
        byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                plain.write(Character.digit(bytes[i + 1], 16) << 4 | Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                plain.write(bytes[i]);
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    /** Without {@code .} and {@code ..}, as file systems follow them. */
    static String withoutDots(String path) {
        return path.isEmpty() ? path : URI.create("file://" + path).normalize().getRawPath();
    }
}
