package dev.radin.store.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.fuzz.Bounds;
import dev.radin.fuzz.Refusal;
import dev.radin.store.Digests;
import java.util.List;

class TarFuzzTest {

    /** No file lies outside of the archive, and no path leads out of it. */
    @FuzzTest
    void tar(byte[] file) {
        Layer layer = new Layer(Digests.of(file), file.length, Packing.TAR, "", true);
        Refusal.allow(() -> {
            LayeredFiles files = new LayeredFiles("oci://r/i:v1");
            for (TarEntry entry : ArtifactReader.entries(layer, Bounds.blob(file))) {
                assertThat(List.of(entry.path().split("/", -1))).doesNotContain("", ".", "..");
                if (entry.kind() == TarEntry.Kind.FILE) {
                    assertThat(entry.start()).isNotNegative();
                    assertThat(entry.sizeBytes()).isBetween(0L, file.length - entry.start());
                }
                files.put(entry.path(), ArtifactFile.LINK);
            }
            assertThat(files.artifact().names("", false)).isEmpty();
        });
    }
}
