package dev.radin.local;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A store on a disk of a given size, of which what is written and not published takes nothing. */
final class FullDisk implements Store {

    private final Store store;
    private long freeBytes;

    FullDisk(Store store) {
        this.store = store;
    }

    void grow(long bytes) {
        freeBytes += bytes;
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return store.stat(uri);
    }

    @Override
    public List<String> list(Location folder) {
        return store.list(folder);
    }

    @Override
    public List<String> folders(Location folder) {
        return store.folders(folder);
    }

    @Override
    public void delete(Location uri) {
        store.delete(uri);
    }

    @Override
    public Blob open(Location uri) {
        return store.open(uri);
    }

    @Override
    public Publication create(Location uri) {
        Publication publication = store.create(uri);
        return new Publication() {
            private long written;

            @Override
            public String uri() {
                return publication.uri();
            }

            @Override
            public void write(ByteBuffer source) {
                written += source.remaining();
                if (written > freeBytes) {
                    throw new RadinException(Reason.StorageFailed, uri + ": No space left on device");
                }
                publication.write(source);
            }

            @Override
            public boolean publish() {
                freeBytes -= written;
                return publication.publish();
            }

            @Override
            public void close() {
                publication.close();
            }
        };
    }
}
