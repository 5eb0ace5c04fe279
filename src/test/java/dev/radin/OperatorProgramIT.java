package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator holds no credentials, and its image nothing that could look for them. The tests of its process run it so. */
class OperatorProgramIT {

    private static final List<String> CLOUDS =
            List.of("software/amazon/", "com/azure/", "com/microsoft/", "com/google/auth/", "com/google/cloud/");

    @Test
    void itHasNoLibraryOfAnyCloud(@TempDir Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path library : OperatorProgram.libraries(OperatorProgram.in(folder))) {
            try (JarFile jar = new JarFile(library.toFile())) {
                jar.stream()
                        .filter(entry -> CLOUDS.stream().anyMatch(entry.getName()::startsWith))
                        .findFirst()
                        .ifPresent(entry -> found.add(library.getFileName() + " has " + entry.getName()));
            }
        }

        assertThat(found).as("left out by no line of cloud-libraries").isEmpty();
    }

    @Test
    void everyLineOfTheListNamesALibrary() throws IOException {
        List<Path> libraries = OperatorProgram.libraries(OperatorProgram.WHOLE);

        for (String pattern : OperatorProgram.patterns()) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            assertThat(libraries).as(pattern).anyMatch(library -> matcher.matches(library.getFileName()));
        }
    }

    @Test
    void itRunsSo(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        OperatorProgram.in(folder).resolve("quarkus-run.jar").toString(),
                        "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains(Project.version());
    }
}
