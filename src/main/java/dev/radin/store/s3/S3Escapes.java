package dev.radin.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Characters as %XX, as signatures need them: all but letters, digits and four others. */
final class S3Escapes {

    private S3Escapes() {}

    /** Of a key, whose slashes are kept. */
    static String path(String key) {
        return escape(key, "-._~/");
    }

    static String query(SortedMap<String, String> values) {
        return values.entrySet().stream().map(S3Escapes::pair).collect(Collectors.joining("&"));
    }

    private static String pair(Map.Entry<String, String> value) {
        return escape(value.getKey(), "-._~") + "=" + escape(value.getValue(), "-._~");
    }

    private static String escape(String text, String kept) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || kept.indexOf(b) >= 0;
            escaped.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return escaped.toString();
    }
}
