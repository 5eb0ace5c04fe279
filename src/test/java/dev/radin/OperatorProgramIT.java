package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** As when a worker is given its image. */
    @ParameterizedTest
    @ValueSource(strings = {"s3", "gs", "az"})
    void itSaysThatItIsNoWorkers(String scheme, @TempDir Path folder) throws Exception {
        ProcessBuilder inspection = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        OperatorProgram.in(folder).resolve("quarkus-run.jar").toString(),
                        "inspect",
                        scheme + "://bucket/a.pt" + (scheme.equals("az") ? "?account=acct" : ""))
                .redirectErrorStream(true);
        inspection
                .environment()
                .putAll(Map.of("AZURE_CLIENT_ID", "c", "AZURE_TENANT_ID", "t", "AZURE_CLIENT_SECRET", "s"));
        Process process = inspection.start();
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(said).isEqualTo(Reason.MachineUnfit.exitCode());
        assertThat(said.strip())
                .startsWith("radin: MachineUnfit: " + scheme + "://bucket/a.pt")
                .contains(
                        "this image has no libraries for clouds, as it is the operator's; give pods the worker's image")
                .hasLineCount(1);
    }
}
