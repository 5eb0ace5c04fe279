package dev.radin.store;

import dev.radin.location.Location;
import java.nio.file.Path;

/** What files are called by those who name them, and where they lie. */
interface FileNames {

    /** @throws dev.radin.fault.RadinException where no file can have this name */
    Path path(Location uri);

    /** What messages call a file. */
    String text(Path path);
}
