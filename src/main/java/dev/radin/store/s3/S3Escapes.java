package dev.radin.store.s3;

import dev.radin.location.Escapes;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Characters as %XX, as signatures need them: all but letters, digits and four others. */
final class S3Escapes {

    private static final String PLAIN = "-._~";

    private S3Escapes() {}

    /** Of a key, whose slashes are kept. */
    static String path(String key) {
        return Escapes.escaped(key, PLAIN + "/");
    }

    static String query(SortedMap<String, String> values) {
        return values.entrySet().stream().map(S3Escapes::pair).collect(Collectors.joining("&"));
    }

    private static String pair(Map.Entry<String, String> value) {
        return Escapes.escaped(value.getKey(), PLAIN) + "=" + Escapes.escaped(value.getValue(), PLAIN);
    }
}
