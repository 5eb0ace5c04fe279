package dev.radin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on the volumes of claims. */
class ClaimNamesTest {

    @TempDir
    Path mounts;

    @Test
    void aFileIsReadFromTheMountOfItsClaimAndCalledAsItWasNamed() throws IOException {
        Path file = mounts.resolve("runs/vit/a b.safetensors");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "weights");
        Location uri = Location.of("pvc://runs/vit/a%20b.safetensors");
        Stores stores = Stores.inPod(mounts, 1 << 20, mounts);

        assertThat(stores.stat(uri).orElseThrow().sizeBytes()).isEqualTo(7);
        assertThat(stores.stat(uri).orElseThrow().uri()).isEqualTo(uri.toString());
        assertThat(stores.list(Location.of("pvc://runs/vit"))).containsExactly("a b.safetensors");
        assertThat(stores.folders(Location.of("pvc://runs"))).containsExactly("vit");
        assertThatThrownBy(() -> stores.open(Location.of("pvc://runs/vit/other.pt")))
                .isInstanceOfSatisfying(RadinException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.InputNotFound);
                    assertThat(e).hasMessageStartingWith("pvc://runs/vit/other.pt: ");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pvc://runs/../other/a.pt", "pvc://runs/a/../../b.pt", "pvc://../a.pt", "pvc:///a.pt"})
    void nothingLeadsOutOfItsClaim(String uri) {
        Stores stores = Stores.inPod(mounts, 1 << 20, mounts);

        assertThatThrownBy(() -> stores.stat(Location.of(uri)))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.InvalidSpec))
                .hasMessageStartingWith(uri);
    }

    @Test
    void outsideAClusterThereAreNoClaims() {
        Stores stores = Stores.local();

        assertThatThrownBy(() -> stores.stat(Location.of("pvc://runs/a.pt")))
                .hasMessage(
                        "pvc://runs/a.pt: is on a claim of a cluster, which only its pods reach; on one machine, write"
                                + " file:///folder/file");
    }
}
