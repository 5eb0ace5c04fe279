package dev.radin.cache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.ForwardingStore;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever finds no file looks whether a folder is meant; where not even that is known, the name is as it was written. */
class MissingInputTest {

    private final InputFiles files = new InputFiles(
            new ForwardingStore(new InMemoryStore()) {
                @Override
                public List<String> list(Location folder) {
                    throw new RadinException(Reason.StorageFailed, folder + ": cannot be listed");
                }
            },
            Limits.DEFAULT);

    @Test
    void anArchitectureIsNamedAsItWasWritten() {
        assertThatThrownBy(() -> files.statFile("s3://bucket/architecture.pt", null))
                .isInstanceOf(RadinException.class)
                .hasMessage("s3://bucket/architecture.pt: cannot be listed");
    }

    @Test
    void aModelIsNamedAsItWasWritten() {
        assertThatThrownBy(() -> files.stat("s3://bucket/m0.safetensors", null, null))
                .isInstanceOf(RadinException.class)
                .hasMessage("s3://bucket/m0.safetensors: cannot be listed");
    }
}
