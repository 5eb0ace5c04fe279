package dev.radin.store;

import dev.radin.location.Escapes;
import dev.radin.location.Location;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** {@code file:///path}. */
final class LocalNames implements FileNames {

    @Override
    public Path path(Location uri) {
        try {
            return Path.of(URI.create(Location.FILE + "://" + Escapes.ascii(uri.path())));
        } catch (InvalidPathException e) {
            throw FileFaults.unwritable(uri, e);
        }
    }

    /** {@code file:///…}, where Java alone would print {@code file:/…}. */
    @Override
    public String text(Path path) {
        return Location.of(path).toString();
    }
}
