package dev.radin.store;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where checkpoints, datasets and results live, by URI scheme. Objects are immutable once published, and publishing is
 * create-only: of several writers of one URI the first wins and the others find out.
 *
 * <p>All methods throw {@link dev.radin.fault.RadinException}: {@code InputNotFound}, {@code InputForbidden},
 * {@code OutputNotWritable} or {@code StorageFailed}, naming the URI.
 */
public interface Store {

    /** The object's version, or empty when there is no object at this URI. A folder is no object. */
    Optional<Stat> stat(URI uri);

    /** The names (not paths) of the objects directly in a folder, sorted. Empty when there is no such folder. */
    List<String> list(URI folder);

    /** The names of the folders directly in a folder, sorted. Empty when there is no such folder. */
    List<String> folders(URI folder);

    Blob open(URI uri);

    Publication create(URI uri);

    /** Removes an object for good; nothing happens where there is none. */
    void delete(URI uri);
}
