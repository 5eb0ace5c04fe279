package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.plan.Step;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** A store on a disk of a given size, of which what is written and not published takes nothing. */
final class FullDisk extends ForwardingStore {

    /** Not a multiple of any file's size, so that the disk is full in the middle of files of every kind. */
    private static final long STEP_BYTES = 290_001;

    private final Store disk;
    private long freeBytes;

    FullDisk(Store store) {
        super(store);
        this.disk = store;
    }

    /**
     * Runs on a disk that has no room, and again on one that has a little more, until it has enough.
     *
     * @param look at what a refusal has left
     * @return how many there were
     */
    static int runUntilItFits(Quickstart quickstart, Look look) throws IOException {
        FullDisk disk = new FullDisk(Stores.local());
        quickstart.store = disk;
        int refusals = 0;
        while (quickstart.run().outcome().end() instanceof Step.Failed failed) {
            assertThat(failed.failure().reason()).isEqualTo(Reason.StorageFailed);
            assertThat(failed.failure().message()).endsWith(": No space left on device");
            look.look();
            refusals++;
            disk.freeBytes += STEP_BYTES;
        }
        return refusals;
    }

    interface Look {
        void look() throws IOException;
    }

    @Override
    public Optional<Path> localFile(Location uri) {
        return disk.localFile(uri);
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
