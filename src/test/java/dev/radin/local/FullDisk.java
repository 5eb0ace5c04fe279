package dev.radin.local;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import java.nio.ByteBuffer;

/** A store on a disk of a given size, of which what is written and not published takes nothing. */
final class FullDisk extends ForwardingStore {

    private long freeBytes;

    FullDisk(Store store) {
        super(store);
    }

    void grow(long bytes) {
        freeBytes += bytes;
    }

    @Override
    public Publication create(Location uri) {
        Publication publication = super.create(uri);
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
