package dev.radin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The contract with a server that is not this test's own: in its bucket or container "radin", in a new folder for each test. */
public abstract class ServerContract extends StoreContract {

    private final Location folder;

    /** @param scheme of the store */
    protected ServerContract(String scheme) {
        folder = Location.of(scheme + "://radin/" + UUID.randomUUID());
    }

    @Override
    protected final Location folder() {
        return folder;
    }

    @Override
    protected final void replace(Location uri, byte[] content) {
        store().delete(uri);
        WholeObjects.publish(store(), uri, content);
    }

    /** By the server, with words that are in the message; a signature never is. */
    protected static void isRefused(ThrowingCallable what, Reason reason, String words) {
        assertThatThrownBy(what)
                .hasMessageContaining(words)
                .hasMessageNotContaining("sig=")
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
