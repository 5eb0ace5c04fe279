package dev.radin.store;

import java.net.URI;
import java.nio.file.Path;

/** What files are called by those who name them, and where they lie. */
interface FileNames {

    /** @throws dev.radin.fault.RadinException where no file can have this name */
    Path path(URI uri);

    /** What messages call a file. */
    String text(Path path);
}
