package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the arguments of a command point. */
final class CommandLineUris {

    private CommandLineUris() {}

    /** A URI as it is; anything else is a path, taken from the working folder. A slash at the end is kept. */
    static URI uri(String place) {
        if (place.matches("[a-z][a-z0-9+.-]+:.*")) {
            try {
                return new URI(place);
            } catch (URISyntaxException e) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        place + ": is no URI: " + e.getReason() + " at character " + (e.getIndex() + 1)
                                + "; write a space as %20, or give a path",
                        e);
            }
        }
        String path = Path.of(place).toAbsolutePath().normalize().toUri().getRawPath();
        boolean folder = place.endsWith("/") && !path.endsWith("/");
        String stripped = !place.endsWith("/") && path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
        return URI.create("file://" + (folder ? path + "/" : stripped));
    }
}
