package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store for who writes to it. One looks before one writes: a bucket that is missing then, or closed to who asks, is no input that
 * was not found but an output that cannot be written.
 */
public record OutputStore(Store store) implements Store {

    /** What comes of using a place that is an output. */
    public static <T> T saying(Supplier<T> use) {
        try {
            return use.get();
        } catch (RadinException e) {
            if (e.reason() == Reason.InputNotFound || e.reason() == Reason.InputForbidden) {
                throw new RadinException(Reason.OutputNotWritable, e.getMessage(), e);
            }
            throw e;
        }
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return saying(() -> store.stat(uri));
    }

    @Override
    public List<String> list(Location folder) {
        return saying(() -> store.list(folder));
    }

    @Override
    public List<String> folders(Location folder) {
        return saying(() -> store.folders(folder));
    }

    @Override
    public boolean folderExists(Location folder) {
        return saying(() -> store.folderExists(folder));
    }

    /** What was written before is read as any input is. */
    @Override
    public Blob open(Location uri) {
        return store.open(uri);
    }

    /** As one looks before one writes. */
    @Override
    public Optional<Blob> openIfPresent(Location uri) {
        return saying(() -> store.openIfPresent(uri));
    }

    @Override
    public Optional<Path> localFile(Location uri) {
        return store.localFile(uri);
    }

    @Override
    public long scratchBytes() {
        return store.scratchBytes();
    }

    @Override
    public Publication create(Location uri) {
        return saying(() -> store.create(uri));
    }

    @Override
    public void delete(Location uri) {
        store.delete(uri);
    }
}
