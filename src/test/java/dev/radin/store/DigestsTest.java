package dev.radin.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestsTest {

    /** FIPS 180-2, appendix B.3: a million times "a", several blocks of reading. */
    @Test
    void streamsABlob() {
        InMemoryStore store =
                new InMemoryStore().with("file:///a", "a".repeat(1_000_000).getBytes());

        assertThat(Digests.of(store.open(Location.of("file:///a"))))
                .isEqualTo("sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    @Test
    void severalFilesAreTheirNamesAndDigestsSorted() {
        Map<String, String> digests = Map.of("b", "sha256:22", "a", "sha256:11");

        assertThat(Digests.ofFiles(digests))
                .isEqualTo(Digests.of("a sha256:11\nb sha256:22\n".getBytes(StandardCharsets.UTF_8)));
    }
}
