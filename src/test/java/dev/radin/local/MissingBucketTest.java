package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Receipt;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Stat;
import dev.radin.store.Stores;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selections whose output or cache is in a bucket that is not there: it is looked at before anything is written to it. */
class MissingBucketTest {

    @TempDir
    private Path folder;

    private Quickstart quickstart;

    @BeforeEach
    void quickstart() {
        quickstart = new Quickstart(folder.resolve("output"));
        quickstart.models = quickstart.models.subList(0, 2);
    }

    @Test
    void anOutputThatIsMissingCannotBeWritten() {
        quickstart.cache = Quickstart.uri(folder.resolve("cache"));

        isNotWritableIn(folder.resolve("output"));
    }

    @Test
    void aCacheThatIsMissingCannotBeWritten() {
        quickstart.cache = Quickstart.uri(folder.resolve("cache"));

        isNotWritableIn(folder.resolve("cache"));
    }

    private void isNotWritableIn(Path place) {
        quickstart.store = new ForwardingStore(Stores.local()) {
            @Override
            public Optional<Stat> stat(Location uri) {
                if (uri.toString().startsWith(Quickstart.uri(place))) {
                    throw new RadinException(Reason.InputNotFound, uri + ": there is no bucket; check its name");
                }
                return super.stat(uri);
            }
        };

        Receipt.Failure failure = quickstart.run().failure();

        assertThat(failure.reason()).isEqualTo(Reason.OutputNotWritable);
        assertThat(failure.message())
                .startsWith(Quickstart.uri(place))
                .endsWith(": there is no bucket; check its name");
    }
}
