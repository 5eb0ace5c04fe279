package dev.radin.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of dev/fixtures/exports.py. */
class NetworkIdentityTest {

    private static final Path FOLDER = Path.of("src/test/resources/exports");

    /** Again in one process and in another, with other weights, in training mode, traced with other inputs. */
    @ParameterizedTest
    @ValueSource(strings = {"same-scripted", "same-traced"})
    void isTheSameForTheSameModelExportedAgain(String prefix) throws IOException {
        List<Path> files = files(prefix);

        assertThat(files).hasSize(4);
        assertThat(files).extracting(NetworkIdentityTest::identity).containsOnly(identity(files.get(0)));
    }

    /** Numbers in code, attributes of each kind, buffers that weights may lack, constants, and shapes. */
    @Test
    void isAnotherWhereAnythingThatIsNotReplacedIs() throws IOException {
        List<Path> files = new ArrayList<>(files("other-"));
        files.add(FOLDER.resolve("same-scripted.pt"));
        files.add(FOLDER.resolve("same-traced.pt"));

        assertThat(files).hasSize(11);
        assertThat(files).extracting(NetworkIdentityTest::identity).doesNotHaveDuplicates();
    }

    private static List<Path> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static String identity(Path file) {
        try (TorchScriptArchive archive =
                TorchScriptArchive.open(Stores.local().open(Location.of(file.toAbsolutePath())), Limits.DEFAULT)) {
            return archive.identity();
        }
    }
}
