package dev.radin.cli;

import java.net.URI;
import java.nio.file.Path;

/** Where the arguments of a command point. */
final class Places {

    private Places() {}

    /** A URI as it is; anything else is a path, taken from the working folder. A slash at the end is kept. */
    static URI uri(String place) {
        if (place.matches("[a-z][a-z0-9+.-]+:.*")) {
            return URI.create(place);
        }
        String path = Path.of(place).toAbsolutePath().normalize().toUri().getRawPath();
        boolean folder = place.endsWith("/") && !path.endsWith("/");
        String stripped = !place.endsWith("/") && path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
        return URI.create("file://" + (folder ? path + "/" : stripped));
    }
}
