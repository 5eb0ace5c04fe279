package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Stat;
import dev.radin.store.Stores;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a store is asked for the same: of a server, each time takes as long as a pass of a small network, and of all that a
 * selection asks for, little changes while it runs.
 */
class StoreCallsTest {

    @TempDir
    private Path output;

    @Test
    void aRunThatFindsAllPassesReadsEachOnceAndLooksAtNoInputForEveryPass() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.run();
        Counting store = new Counting();
        quickstart.store = store;

        Quickstart.Run again = quickstart.run();

        assertThat(again.report().cost().passes()).isZero();
        assertThat(store.opened)
                .hasSize(again.report().cost().reused())
                .allSatisfy((name, times) -> assertThat(times).as(name).isEqualTo(1));
        assertThat(store.asked("architecture.pt", "val.safetensors", "test.safetensors"))
                .allSatisfy((name, times) -> assertThat(times).as(name).isLessThan(20));
    }

    /** Opened: passes alone. Asked: whether something is there, and which. */
    private static final class Counting extends ForwardingStore {

        private final Map<String, Integer> opened = new TreeMap<>();
        private final Map<String, Integer> asked = new TreeMap<>();

        Counting() {
            super(Stores.local());
        }

        private Map<String, Integer> asked(String... names) {
            Map<String, Integer> of = new TreeMap<>();
            for (String name : names) {
                of.put(name, asked.getOrDefault(name, 0));
            }
            return of;
        }

        @Override
        public synchronized Optional<Stat> stat(Location uri) {
            asked.merge(uri.name(), 1, Integer::sum);
            return super.stat(uri);
        }

        @Override
        public synchronized Blob open(Location uri) {
            if (uri.path().contains("/passes/")) {
                opened.merge(uri.name(), 1, Integer::sum);
            }
            return super.open(uri);
        }
    }
}
