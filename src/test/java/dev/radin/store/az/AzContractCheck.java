package dev.radin.store.az;

import dev.radin.store.ServerContract;
import dev.radin.store.Store;
import dev.radin.store.http.Http;
import dev.radin.store.http.ReadAhead;
import dev.radin.store.http.Time;
import dev.radin.store.http.WriteBehind;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Blobs of an emulator that {@code dev/check-clouds} started: the container "radin" of the account at -Dradin.az.connection. */
@EnabledIfSystemProperty(named = "radin.az.connection", matches = ".+")
class AzContractCheck extends ServerContract {

    private final AzStore store = new AzStore(
            Map.of("AZURE_STORAGE_CONNECTION_STRING", System.getProperty("radin.az.connection", "")),
            Http.of(Map.of(), Time.REAL),
            new ReadAhead(64 << 20),
            new WriteBehind(64 << 20));

    AzContractCheck() {
        super("az");
    }

    @Override
    protected Store store() {
        return store;
    }
}
