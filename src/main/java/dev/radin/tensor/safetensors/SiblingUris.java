package dev.radin.tensor.safetensors;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Files of one folder, by URI. */
public final class SiblingUris {

    private static final String PLAIN = "-._~!$&'()*+,;=:@";

    private SiblingUris() {}

    /** The URI of a file by its plain name, beside {@code file}, or in it when that ends with a slash. */
    public static URI of(URI file, String name) {
        String text = file.toString();
        return URI.create(text.substring(0, text.lastIndexOf('/') + 1) + escaped(name));
    }

    /** All but ASCII is escaped too: the platform makes no path of a URI with other characters. */
    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || PLAIN.indexOf(b) >= 0;
            escaped.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return escaped.toString();
    }

    /** The plain name of a file, without escapes. */
    public static String fileName(URI file) {
        String path = file.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
