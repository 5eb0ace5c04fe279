package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.radin.cli.Cli.Result;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people give to a command in place of a file: one message each, no wait, nothing written. */
class OddPathsTest {

    private static final Duration FAR_TOO_LONG = Duration.ofMinutes(2);

    /** {@code DIR} stands for a folder with the things that {@link #make()} makes. */
    private static final List<String> ODD = List.of(
            "",
            "-",
            "~",
            "~/models/a.safetensors",
            "file:",
            "file:a.safetensors",
            "file:/",
            "file:///",
            "FILE:///none",
            "file://host/a.safetensors",
            "file://user:word@host/a.safetensors",
            "file:///a b",
            "file:///a%zz",
            "file:///a%00b",
            "file:///a?b#c",
            "hdfs://host/a.safetensors",
            "none",
            "none/",
            "none: a.safetensors",
            "DIR/../none/../none",
            "DIR/none%20",
            "DIR/größe/重み",
            "DIR/" + "n".repeat(300),
            "DIR/file/",
            "DIR/file/below",
            "DIR/empty",
            "DIR/empty/",
            "DIR/pipe",
            "DIR/socket",
            "DIR/circle",
            "DIR/nowhere",
            "/dev/null",
            "/dev/zero",
            "/dev/zero/");

    private static final List<String> COMMANDS = List.of(
            "inspect ODD",
            "average --to DIR/to.safetensors ODD ODD",
            "rank --logits ODD --labels DIR/file",
            "run -f ODD",
            "worker --stage inspect --selection ODD",
            "dataset csv --to DIR/to.safetensors ODD",
            "dataset npz --to DIR/to.safetensors ODD",
            "dataset images --to DIR/to.safetensors ODD");

    /** Where nothing can be written. */
    private static final List<String> ODD_TARGETS = List.of(
            "",
            "-",
            "~/soup.safetensors",
            "file:",
            "file:soup.safetensors",
            "file:///",
            "file://host/soup.safetensors",
            "hdfs://host/soup.safetensors",
            "https://host/soup.safetensors",
            "DIR/empty",
            "DIR/file",
            "DIR/file/",
            "DIR/file/below",
            "DIR/pipe",
            "DIR/socket",
            "DIR/circle",
            "DIR/nowhere",
            "DIR/" + "n".repeat(300),
            "/dev/null");

    @TempDir
    static Path folder;

    private static final String MODEL = "src/test/resources/tensor/dtypes.safetensors";

    private static ServerSocketChannel socket;

    @BeforeAll
    static void make() throws Exception {
        Files.writeString(folder.resolve("file"), "something");
        Files.writeString(folder.resolve("table.csv"), "a,label\n1,0\n2,1\n");
        Files.createDirectory(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
        Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
    }

    @AfterAll
    static void close() throws IOException {
        socket.close();
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> commands() {
        return COMMANDS.stream().flatMap(command -> ODD.stream()
                // Only here the dash means stdin.
                .filter(odd -> !(odd.equals("-") && command.startsWith("run -f")))
                .map(odd -> arguments(command, odd)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("commands")
    void endInOneMessage(String command, String odd) throws IOException {
        Set<String> before = files();
        Object[] arguments = Stream.of(command.split(" "))
                .map(argument -> argument.replace("ODD", odd)
                        .replace("DIR", folder.toString())
                        .replace("WEIGHTS", MODEL))
                .toArray();

        Result result = assertTimeoutPreemptively(FAR_TOO_LONG, () -> Cli.radin(arguments));

        assertThat(result.exitCode()).as(result.err()).isIn(2, 3, 4, 5);
        assertThat(result.err())
                .startsWith("radin: ")
                .doesNotContain("Exception", "\tat ", "this is a bug")
                .matches(text -> text.codePoints().noneMatch(c -> c == 27));
        assertThat(files()).isEqualTo(before);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> targets() {
        return Stream.of("average --to ODD WEIGHTS WEIGHTS", "dataset csv --to ODD DIR/table.csv")
                .flatMap(command -> ODD_TARGETS.stream().map(odd -> arguments(command, odd)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("targets")
    void nothingIsWrittenThere(String command, String odd) throws IOException {
        endInOneMessage(command, odd);
    }

    @Test
    void aNameMayHoldColonsAndPercentSigns() throws IOException {
        Path file = Files.writeString(folder.resolve("with: colon %20 ~"), "{}");

        assertThat(Arguments.uri(file.toString()).plainPath()).isEqualTo(file.toString());
        assertThat(Arguments.uri("run:1.pt").plainPath()).endsWith("/run:1.pt");
        assertThat(Arguments.uri("FILE:/a%20b").toString()).isEqualTo("file:///a%20b");
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
