package dev.radin.store.gs;

import dev.radin.location.Location;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.store.StoreContract;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Objects of an emulator that {@code dev/check-clouds} started: the bucket "radin" at -Dradin.gs.endpoint. */
@EnabledIfSystemProperty(named = "radin.gs.endpoint", matches = ".+")
class GsContractCheck extends StoreContract {

    private final GsStore store = new GsStore(
            Map.of("STORAGE_EMULATOR_HOST", System.getProperty("radin.gs.endpoint", "")),
            Http.of(Map.of(), Time.REAL),
            new ReadAhead(64 << 20));
    private final Location folder = Location.of("gs://radin/" + UUID.randomUUID());

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Location folder() {
        return folder;
    }

    @Override
    protected void replace(Location uri, byte[] content) {
        store.delete(uri);
        try (Publication publication = store.create(uri)) {
            publication.write(ByteBuffer.wrap(content));
            publication.publish();
        }
    }
}
