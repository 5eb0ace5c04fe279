package dev.radin.store.az;

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

/** Blobs of an emulator that {@code dev/check-clouds} started: the container "radin" of the account at -Dradin.az.connection. */
@EnabledIfSystemProperty(named = "radin.az.connection", matches = ".+")
class AzContractCheck extends StoreContract {

    private final AzStore store = new AzStore(
            Map.of("AZURE_STORAGE_CONNECTION_STRING", System.getProperty("radin.az.connection", "")),
            Http.of(Map.of(), Time.REAL),
            new ReadAhead(64 << 20));
    private final Location folder = Location.of("az://radin/" + UUID.randomUUID());

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
