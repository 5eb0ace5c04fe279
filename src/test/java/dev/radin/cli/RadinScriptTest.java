package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts {@code ./radin} and what it starts radin with, in a checkout that is not built, where other programs stand in for mvn, java and sleep. */
class RadinScriptTest {

    @TempDir
    private Path checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        Files.copy(Path.of("radin"), checkout.resolve("radin"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createDirectories(checkout.resolve("src/main/launcher"));
        Files.copy(Path.of("src/main/launcher/radin"), checkout.resolve("src/main/launcher/radin"));
        program("sleep", "exec /bin/sleep 0.1");
        program("java", "echo ran \"$@\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void itTellsWhatTheBuildIsAtUntilItIsDone(String shell) throws Exception {
        program(
                "mvn",
                "printf '[INFO] \\033[1m--- compiler:3.14.0:compile (default-compile) @ radin-operator ---\\033[0m\\n'",
                "printf '[INFO] --- compiler:3.14.0:compile (default-compile) @ radin-operator ---\\n\\033[0m'",
                "until [ -e seen ]; do /bin/sleep 0.1; done",
                "mkdir -p target/quarkus-app",
                "touch target/quarkus-app/quarkus-run.jar");
        Process radin = start(shell);
        List<String> said = new ArrayList<>();
        BufferedReader err = radin.errorReader(StandardCharsets.UTF_8);

        do {
            said.add(err.readLine());
        } while (!said.get(said.size() - 1).endsWith(" s: compile"));
        Files.createFile(checkout.resolve("seen"));
        String out = new String(radin.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        err.lines().forEach(said::add);

        assertThat(radin.waitFor()).isZero();
        assertThat(said.get(0)).startsWith("radin: building (once;");
        assertThat(said.subList(1, said.size())).allMatch(line -> line.matches("radin: building, \\d+ s(: compile)?"));
        assertThat(out).startsWith("ran ").endsWith(" --version\n");
    }

    @Test
    void aLinkToItOnThePathRunsItsCheckout(@TempDir Path bin) throws Exception {
        makeJar();
        Path jar = checkout.resolve("target/quarkus-app/quarkus-run.jar");
        Path link = Files.createSymbolicLink(bin.resolve("radin"), checkout.resolve("radin"));

        Process radin = start("sh", link);

        String out = new String(radin.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(radin.waitFor()).isZero();
        assertThat(out).contains(" -jar " + jar.toRealPath() + " ");
    }

    /** Of which Java would open files of its own as its first, to read a resource from the one and print into the other. */
    @Test
    void whatIsClosedIsOpenForJavaAndHoldsNothing() throws Exception {
        makeJar();
        program("java", "readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 | cat >" + checkout.resolve("open"));

        Process radin = start("sh", "-c", "exec " + checkout.resolve("radin") + " --version <&- >&- 2>&-");

        assertThat(radin.waitFor()).isZero();
        assertThat(checkout.resolve("open")).hasContent("/dev/null\n/dev/null\n/dev/null\n");
    }

    @Test
    void aBuildThatFailsShowsWhatIsWrongAlone() throws Exception {
        program("mvn", "printf '[INFO] one\\n[WARNING] A.java: late\\n\\033[0m[ERROR] two\\033[m\\n'", "exit 1");

        Process radin = start("sh");

        String said = new String(radin.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(radin.waitFor()).isEqualTo(4);
        assertThat(said)
                .contains(
                        "\n[WARNING] A.java: late\n[ERROR] two\nradin: the build failed; the whole of what Maven said is in ")
                .doesNotContain("one", "\033");
    }

    @Test
    void aMachineWithoutJavaIsToldWhatItLacks() throws Exception {
        Files.delete(checkout.resolve("bin/java"));

        Process radin = start("sh");

        assertThat(new String(radin.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("radin: there is no " + checkout.resolve("bin/java")
                        + ": install a JDK 17 or newer, or set JAVA_HOME to where one is\n");
        assertThat(radin.waitFor()).isEqualTo(4);
    }

    @Test
    void aJavaThatIsTooOldIsNamedAndNoProgramStartedToReadItsVersion() throws Exception {
        program("sed", "exit 1");
        program("dirname", "exit 1");
        Files.writeString(
                checkout.resolve("release"),
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_392\"\nJAVA_VERSION_DATE=\"2023-10-17\"\n");

        Process radin = start("sh");

        assertThat(new String(radin.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("radin: " + checkout.resolve("bin/java")
                        + " is of Java 1.8.0_392: install a JDK 17 or newer, and set JAVA_HOME to where it is\n");
        assertThat(radin.waitFor()).isEqualTo(4);
    }

    @Test
    void aFolderThatIsGoneIsNoPlaceToStartIn() throws Exception {
        makeJar();

        Process radin = start(
                "sh",
                "-c",
                "mkdir gone && cd gone && rmdir ../gone && exec " + checkout.resolve("radin") + " --version");

        assertThat(new String(radin.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .endsWith("radin: InvalidSpec: the folder that this was started in has been removed: cd to one that is"
                        + " there\n");
        assertThat(radin.waitFor()).isEqualTo(2);
    }

    /** Java takes the locale of C for one without umlauts. */
    @ParameterizedTest
    @CsvSource({",C.UTF-8", "C,C.UTF-8", "POSIX,C.UTF-8", "de_DE.UTF-8,de_DE.UTF-8"})
    void javaCanNameEveryFile(String locale, String java) throws Exception {
        makeJar();
        program("java", "echo \"${LC_ALL:-$LANG}\"");
        String set = locale == null ? "" : "LANG=" + locale + " ";

        Process radin = start("sh", "-c", "unset LC_ALL LC_CTYPE LANG; " + set + "exec ./radin");

        assertThat(new String(radin.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(java + "\n");
    }

    private void makeJar() throws IOException {
        Path jar = checkout.resolve("target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }

    /** A script of that name, first on the path. */
    private void program(String name, String... lines) throws IOException {
        Path file = checkout.resolve("bin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Process start(String shell) throws IOException {
        return start(shell, checkout.resolve("radin"));
    }

    private Process start(String shell, Path script) throws IOException {
        return start(shell, script.toString(), "--version");
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
        builder.environment().put("PATH", checkout.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", checkout.toString());
        return builder.start();
    }
}
