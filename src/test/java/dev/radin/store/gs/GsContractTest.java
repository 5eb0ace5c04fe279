package dev.radin.store.gs;

import dev.radin.location.Location;
import dev.radin.store.Store;
import dev.radin.store.StoreContract;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Objects of a fake of Google Cloud Storage, in every build. */
class GsContractTest extends StoreContract {

    private final FakeGoogleStorage google = new FakeGoogleStorage();
    private final GsStore store = new GsStore(
            Map.of("STORAGE_EMULATOR_HOST", google.host()),
            Http.of(Map.of(), Time.REAL),
            new ReadAhead(64 << 20),
            new WriteBehind(64 << 20));

    @AfterEach
    void stop() {
        google.close();
    }

    @Override
    protected Store store() {
        return store;
    }

    @Override
    protected Location folder() {
        return Location.of("gs://radin/a b/folder");
    }

    @Override
    protected void replace(Location uri, byte[] content) {
        google.put(uri.plainPath().substring(1), content);
    }
}
