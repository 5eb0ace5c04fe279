package dev.radin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalPathsTest {

    private final LocalPaths paths = new LocalPaths();

    LocalPathsTest() {
        paths.put("/tmp", Path.of("/pod/scratch"));
        paths.put("/tmp/inner", Path.of("/pod/inner"));
    }

    @Test
    void mountedPathsAreToldAsTheyAreHere() {
        assertThat(paths.localise("/tmp")).isEqualTo("/pod/scratch");
        assertThat(paths.localise("--scratch=/tmp/a")).isEqualTo("--scratch=/pod/scratch/a");
        assertThat(paths.localise("/tmp/inner/b")).isEqualTo("/pod/inner/b");
    }

    @Test
    void whatOnlyLooksLikeOneStays() {
        assertThat(paths.localise("/tmpfile")).isEqualTo("/tmpfile");
        assertThat(paths.localise("/var/tmp")).isEqualTo("/var/tmp");
        assertThat(paths.localise("file:///tmp/models")).isEqualTo("file:///tmp/models");
    }
}
