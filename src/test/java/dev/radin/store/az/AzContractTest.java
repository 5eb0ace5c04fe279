package dev.radin.store.az;

import dev.radin.location.Location;
import dev.radin.store.Store;
import dev.radin.store.StoreContract;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Blobs of a fake of Azure Blob Storage, in every build. */
class AzContractTest extends StoreContract {

    private final FakeAzure azure = new FakeAzure();
    private final AzStore store = new AzStore(
            Map.of("AZURE_STORAGE_ACCOUNT", FakeAzure.ACCOUNT, "AZURE_STORAGE_KEY", "a2V5"),
            Http.of(Map.of(), Time.REAL),
            new ReadAhead(64 << 20),
            new WriteBehind(64 << 20));

    @AfterEach
    void stop() {
        azure.close();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Location folder() {
        return Location.of("az://radin/a b/folder?endpoint=" + azure.endpoint());
    }

    @Override
    protected void replace(Location uri, byte[] content) {
        azure.put(uri.plainPath().substring(1), content);
    }
}
