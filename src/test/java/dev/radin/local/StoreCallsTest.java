package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Publication;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        Quickstart quickstart = quickstart();
        quickstart.run();
        Counting store = new Counting();
        quickstart.store = store;

        Quickstart.Run again = quickstart.run();

        assertThat(again.report().cost().passes()).isZero();
        assertThat(store.calls(Kind.OPEN, "/passes/"))
                .hasSize(again.report().cost().reused())
                .allSatisfy((name, times) -> assertThat(times).as(name).isEqualTo(1));
        assertThat(store.calls(Kind.LOOK, "architecture.pt", "val.safetensors", "test.safetensors"))
                .allSatisfy((name, times) -> assertThat(times).as(name).isLessThan(10));
        assertThat(store.all(Kind.LOOK)).isLessThan(100);
        assertThat(store.all(Kind.OPEN)).isLessThan(140);
        assertThat(store.all(Kind.LIST)).isZero();
        // The inspection, as it finds passes, and the report with its page.
        assertThat(store.all(Kind.PUBLISH)).isLessThanOrEqualTo(6);
    }

    @Test
    void aRunThatMakesAllPassesReadsEachOnceAndAsksForInputsAsOftenAsTheyAreUsed() {
        Quickstart quickstart = quickstart();
        Counting store = new Counting();
        quickstart.store = store;

        int passes = quickstart.run().report().cost().passes();

        assertThat(store.calls(Kind.OPEN, "/passes/")).isNotEmpty().allSatisfy((name, times) -> assertThat(times)
                .as(name)
                .isLessThanOrEqualTo(name.contains("fault") ? 3 : 1));
        assertThat(store.calls(Kind.PUBLISH, "/passes/")).hasSize(passes);
        assertThat(store.all(Kind.LIST)).isEqualTo(1);
        // Of 16 models, and of what each soup is made of: seen by inspect, read, confirmed before each pass and
        // publication.
        assertThat(store.all(Kind.LOOK)).isLessThan(340);
        assertThat(store.all(Kind.OPEN)).isLessThan(300);
        // Passes with their claims, digests of inputs and of members' files, the soup with its card, and what stages
        // come to.
        assertThat(store.all(Kind.PUBLISH)).isLessThan(2 * passes + 16 + 40);
    }

    /** Each waits for the other, as far as they are on their way together. */
    @Test
    void inputsAreLookedAtTogether() {
        Quickstart quickstart = quickstart();
        CountDownLatch together = new CountDownLatch(2);
        quickstart.store = new ForwardingStore(Stores.local()) {
            @Override
            public Optional<Stat> stat(Location uri) {
                if (uri.path().contains("/models/") && uri.name().startsWith("lr1.0e-3")) {
                    together.countDown();
                    await(together);
                }
                return super.stat(uri);
            }
        };

        quickstart.run();

        assertThat(met).isTrue();
    }

    private volatile boolean met;

    private void await(CountDownLatch latch) {
        try {
            met |= latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Quickstart quickstart() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.test = List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));
        return quickstart;
    }

    /** What a server takes one request for, more or less. */
    private enum Kind {
        LOOK,
        OPEN,
        LIST,
        PUBLISH
    }

    private static final class Counting extends ForwardingStore {

        private final Store local;
        private final Map<Kind, Map<String, Integer>> calls = new EnumMap<>(Kind.class);

        Counting() {
            this(Stores.local());
        }

        private Counting(Store local) {
            super(local);
            this.local = local;
        }

        /** How often, by path, of those that have one of these in it. */
        private Map<String, Integer> calls(Kind kind, String... in) {
            Map<String, Integer> of = new TreeMap<>(calls.getOrDefault(kind, Map.of()));
            of.keySet().removeIf(path -> Stream.of(in).noneMatch(path::contains));
            return of;
        }

        private int all(Kind kind) {
            return calls.getOrDefault(kind, Map.of()).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }

        private synchronized void count(Kind kind, Location uri) {
            calls.computeIfAbsent(kind, k -> new TreeMap<>()).merge(uri.path(), 1, Integer::sum);
        }

        @Override
        public Optional<Stat> stat(Location uri) {
            count(Kind.LOOK, uri);
            return super.stat(uri);
        }

        @Override
        public Blob open(Location uri) {
            count(Kind.OPEN, uri);
            return super.open(uri);
        }

        @Override
        public Optional<Blob> openIfPresent(Location uri) {
            count(Kind.OPEN, uri);
            return local.openIfPresent(uri);
        }

        @Override
        public List<String> list(Location folder) {
            count(Kind.LIST, folder);
            return super.list(folder);
        }

        @Override
        public Publication create(Location uri) {
            count(Kind.PUBLISH, uri);
            return super.create(uri);
        }
    }
}
