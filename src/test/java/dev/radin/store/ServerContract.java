package dev.radin.store;

import dev.radin.location.Location;
import java.util.UUID;

/** The contract with a server that is not this test's own: in its bucket or container "radin", in a new folder for each test. */
public abstract class ServerContract extends StoreContract {

    private final Location folder;

    /** @param scheme of the store */
    protected ServerContract(String scheme) {
        folder = Location.of(scheme + "://radin/" + UUID.randomUUID());
    }

    @Override
    protected final Location folder() {
        return folder;
    }

    @Override
    protected final void replace(Location uri, byte[] content) {
        store().delete(uri);
        WholeObjects.publish(store(), uri, content);
    }
}
