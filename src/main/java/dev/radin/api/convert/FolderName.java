package dev.radin.api.convert;

import dev.radin.location.Scheme;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** What a folder of models is called that had no name: as its last segment, as far as that can be a name. */
final class FolderName {

    private static final int MOST_CHARACTERS = 63;

    private FolderName() {}

    static String of(String uri) {
        String path = uri.replaceFirst("^" + Scheme.NAME + ":", "").replaceAll("/+$", "");
        String name = decoded(path.substring(path.lastIndexOf('/') + 1))
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[^A-Za-z0-9]+", "");
        String fitting = name.substring(0, Math.min(MOST_CHARACTERS, name.length()));
        return fitting.isEmpty() ? "models" : fitting;
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
