package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What people read, kept as files: {@code mvn test -Dgolden.update=true -Dtest='*Golden*'} writes them anew. Places of this
 * machine stand in them as {@code <here>} and {@code <folder>}.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String HERE = Path.of("").toAbsolutePath().toString();

    private Golden() {}

    public static void check(String name, String actual) {
        check(FOLDER.resolve(name), actual);
    }

    /** Of a file that ships. */
    public static void check(Path file, String actual) {
        String text = actual.replace(HERE, "<here>").replace("\r\n", "\n");
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text);
            }
            assertThat(file)
                    .as("write it with -Dgolden.update=true, and read it")
                    .exists();
            assertThat(text)
                    .as("%s differs; if it should, write it anew with -Dgolden.update=true", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
