package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where checkpoints, datasets and results live, by URI scheme. Objects are immutable once published, and publishing is
 * create-only: of several writers of one URI the first wins and the others find out.
 *
 * <p>All methods throw {@link RadinException}: {@code InputNotFound}, {@code InputForbidden},
 * {@code OutputNotWritable} or {@code StorageFailed}, naming the URI.
 */
public interface Store {

    /** The object's version, or empty when there is no object there. A folder is no object. */
    Optional<Stat> stat(Location uri);

    /**
     * The names (not paths) of the objects directly in a folder, sorted. Empty when there is no such folder.
     *
     * @param folder with a slash at its end or without: messages show it as it is
     */
    List<String> list(Location folder);

    /** The names of the folders directly in a folder, sorted. Empty when there is no such folder. */
    List<String> folders(Location folder);

    /** Whether a folder is there, were it an empty one, which stores of objects do not have. */
    default boolean folderExists(Location folder) {
        return !list(folder).isEmpty() || !folders(folder).isEmpty();
    }

    Blob open(Location uri);

    /** As {@link #open}, empty where no object is. */
    default Optional<Blob> openIfPresent(Location uri) {
        try {
            return stat(uri).map(there -> open(uri));
        } catch (RadinException e) {
            // Somebody may have removed it in between.
            if (e.reason() == Reason.InputNotFound && stat(uri).isEmpty()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The file of this machine that an object is, for a program that is not radin; empty where it is none, or not there. */
    default Optional<Path> localFile(Location uri) {
        return Optional.empty();
    }

    /** What lies on scratch of objects that have been looked at, as they cannot be read in place; for as long as the process lives. */
    default long scratchBytes() {
        return 0;
    }

    Publication create(Location uri);

    /** Removes an object for good; nothing happens where there is none. */
    void delete(Location uri);
}
