package dev.radin.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.ForwardingStore;
import dev.radin.store.InMemoryStore;
import dev.radin.store.Store;
import dev.radin.tensor.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CachedPassTest {

    private static final Location CACHE = Location.of("s3://bucket/cache");

    private final InMemoryStore store =
            new InMemoryStore().with("s3://bucket/cache/passes/abc.safetensors", "no header".getBytes(UTF_8));

    @Test
    void aFileWithoutAHeaderIsDamaged() {
        assertThat(CachedPass.in(store, CACHE, Limits.DEFAULT)).singleElement().satisfies(pass -> {
            assertThat(pass.key()).isEqualTo("abc");
            assertThat(pass.content()).isNull();
            assertThat(pass.members()).isEmpty();
        });
        assertThat(store.openBlobs()).isZero();
    }

    /** Whoever prunes removes what nobody needs, as a damaged pass. */
    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"StorageFailed", "InputForbidden"})
    void oneThatCannotBeReadIsNotTakenForADamagedOne(Reason reason) {
        Store failing = new ForwardingStore(store) {
            @Override
            public Blob open(Location uri) {
                throw new RadinException(reason, uri + ": cannot be read");
            }
        };

        assertThatThrownBy(() -> CachedPass.in(failing, CACHE, Limits.DEFAULT))
                .isInstanceOf(RadinException.class)
                .hasMessage("s3://bucket/cache/passes/abc.safetensors: cannot be read");
    }
}
