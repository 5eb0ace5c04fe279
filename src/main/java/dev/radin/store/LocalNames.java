package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** {@code file:///path}. */
final class LocalNames implements FileNames {

    @Override
    public Path path(URI uri) {
        try {
            return Path.of(uri);
        } catch (InvalidPathException e) {
            throw unwritable(uri, e);
        } catch (IllegalArgumentException e) {
            throw new RadinException(
                    Reason.InvalidSpec, uri + ": names no file of this machine; write it as file:///path", e);
        }
    }

    static RadinException unwritable(URI uri, InvalidPathException e) {
        return new RadinException(
                Reason.InputNotFound,
                uri + ": this name cannot be written in the locale's character set; set LC_ALL=C.UTF-8",
                e);
    }

    /** {@code file:///…}, where Java alone would print {@code file:/…}. */
    @Override
    public String text(Path path) {
        return "file://" + path.toUri().getRawPath();
    }
}
