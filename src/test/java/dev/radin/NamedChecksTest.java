package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** People find what takes too long for every build. */
class NamedChecksTest {

    @Test
    void howToContributeNamesEachCheck() throws IOException {
        try (Stream<Path> programs = Files.list(Path.of("dev"))) {
            assertThat(programs.map(Path::toString).filter(program -> program.startsWith("dev/check-")))
                    .isNotEmpty()
                    .allSatisfy(check ->
                            assertThat(Path.of("CONTRIBUTING.md")).content().containsPattern("`" + check + "[` ]"));
        }
    }
}
