package dev.radin.store.gs;

import dev.radin.store.ServerContract;
import dev.radin.store.Store;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Objects of an emulator that {@code dev/check-clouds} started: the bucket "radin" at -Dradin.gs.endpoint. */
@EnabledIfSystemProperty(named = "radin.gs.endpoint", matches = ".+")
class GsContractCheck extends ServerContract {

    private final GsStore store = new GsStore(
            Map.of("STORAGE_EMULATOR_HOST", System.getProperty("radin.gs.endpoint", "")),
            Http.of(Map.of(), Time.REAL),
            new ReadAhead(64 << 20),
            new WriteBehind(64 << 20));

    GsContractCheck() {
        super("gs");
    }

    @Override
    protected Store store() {
        return store;
    }
}
