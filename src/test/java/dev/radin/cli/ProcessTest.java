package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.cli.Cli.Result;
import dev.radin.cli.RadinProcess.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can happen to a whole process: it is interrupted, killed, not alone, without disk or permission. */
class ProcessTest {

    /** The passes of a pool with full-size data: four models and two soups. */
    private static final int PASSES = 6;

    @TempDir
    Path folder;

    private SmallPool pool;
    private Path scratch;

    @BeforeEach
    void makePool() throws IOException {
        pool = SmallPool.in(folder.resolve("pool"));
        pool.put("val.safetensors", Files.readAllBytes(Path.of("examples/quickstart/val.safetensors")));
        scratch = Files.createDirectory(folder.resolve("scratch"));
    }

    @ParameterizedTest
    @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
    void aSignalEndsItCleanlyAndFinishedPassesAreKept(String signal, int exitCode) throws IOException {
        pool.examples(200_000); // so that passes are left to make, however late the signal comes
        try (RadinProcess run =
                Launch.plain().start("run", "-f", pool.file(), "--scratch", scratch, "--threads", "1")) {
            run.await(" [1-3]/4");

            run.signal(signal);
            Result result = run.end();

            assertThat(result.exitCode()).isEqualTo(exitCode);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("\nradin: interrupted; finished passes are kept, and the next run goes on from them\n")
                    .contains("extract     interrupted")
                    .doesNotContain("failed", "takes too long", "Exception", "\tat ");
        }
        assertThat(pool.passes()).isBetween(1L, PASSES - 1L);
        assertThat(pool.written()).noneMatch(file -> file.contains(".radin-") || file.startsWith("soups/"));
        assertThat(scratch).isEmptyDirectory();
    }

    /** Killed again and again, it ends with the bytes of an undisturbed run and never makes a finished pass again. */
    @Test
    void sigkillAtAnyMomentLosesAtMostThePassUnderWay() throws IOException {
        Random random = new Random(20);
        for (int kills = 0; kills < 3; kills++) {
            try (RadinProcess run = Launch.plain().start("run", "-f", pool.file(), "--threads", "1")) {
                long before = pool.passes();
                run.await("extract|rank");
                run.awaitRedraws(1 + random.nextInt(8));

                run.signal("KILL");
                Result result = run.end();

                // On a busy machine it may have ended before.
                assertThat(result.exitCode()).isIn(137, 0);
                assertThat(pool.passes()).isGreaterThanOrEqualTo(Math.max(before, passesShown(result.err())));
            }
        }
        long kept = pool.passes();

        JsonNode resumed = json(Launch.plain().run("run", "-f", pool.file(), "--threads", "1", "-o", "json"));

        assertThat(resumed.at("/status/cost/passes").asLong()).isEqualTo(PASSES - kept);
        SmallPool undisturbed = SmallPool.in(folder.resolve("undisturbed"));
        undisturbed.put("val.safetensors", pool.content("val.safetensors"));
        json(Launch.plain().run("run", "-f", undisturbed.file(), "--threads", "1", "-o", "json"));
        assertThat(rankings(pool)).isNotEmpty().isEqualTo(rankings(undisturbed));
        assertThat(contents(pool, "model.safetensors")).isEqualTo(contents(undisturbed, "model.safetensors"));
    }

    @Test
    void twoRunsAtOnceOnOneOutputAgree() throws IOException {
        List<RadinProcess> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            runs.add(Launch.plain().start("run", "-f", pool.file(), "--threads", "1", "-o", "json"));
        }

        List<JsonNode> resources = new ArrayList<>();
        for (RadinProcess run : runs) {
            try (run) {
                resources.add(json(run.end()));
            }
        }

        assertThat(resources.get(1).at("/status/result"))
                .isEqualTo(resources.get(0).at("/status/result"));
        assertThat(pool.passes()).isEqualTo(PASSES);
        assertThat(contents(pool, "soup.json")).hasSize(1);
        assertThat(pool.written()).noneMatch(file -> file.contains(".radin-"));
    }

    /** A limit on the size of a file stands for a disk that is full: the operating system refuses the write. */
    @Test
    void whatDoesNotFitOnTheDiskIsNotThereAtAll() {
        Path target = folder.resolve("average.safetensors");

        Result result = Launch.after("ulimit -f 40")
                .run(
                        "average",
                        "--to",
                        target,
                        pool.folder.resolve("m0.safetensors"),
                        pool.folder.resolve("m1.safetensors"));

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .contains("radin: StorageFailed: file://" + target + ": cannot be written: File too large");
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().contains("radin-"));
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run -f %s --dry-run", "run -f %s --dry-run -o yaml", "run --help", "completion bash"})
    void whatIsPrintedOnAFullDiskIsNoSuccess(String command) {
        Object[] arguments = command.formatted(pool.file()).split(" ");

        Result full = Launch.after("exec >/dev/full").run(arguments);
        Result unread = Launch.after("exec > >(:) && wait $!").run(arguments);

        assertThat(full.exitCode()).isEqualTo(4);
        assertThat(full.err())
                .isEqualTo("radin: StorageFailed: stdout: No space left on device, so what was printed is not whole;"
                        + " mend that or print elsewhere, and run it again\n");
        assertThat(unread.exitCode()).as(unread.err()).isZero();
        assertThat(unread.err()).isEmpty();
    }

    @Test
    void whatMayNotBeReadOrWrittenIsNamed() throws IOException {
        Launch unprivileged = Launch.unprivileged();
        Path model = pool.folder.resolve("m1.safetensors");
        Files.setPosixFilePermissions(model, Set.of());

        Result forbidden = unprivileged.run("run", "-f", pool.file());
        Files.setPosixFilePermissions(model, PosixFilePermissions.fromString("r--------"));
        Files.createDirectories(pool.output());
        Files.setPosixFilePermissions(pool.output(), PosixFilePermissions.fromString("r-x------"));
        Result unwritable = unprivileged.run("run", "-f", pool.file());

        assertThat(forbidden.exitCode()).isEqualTo(3);
        assertThat(forbidden.err())
                .contains("radin: InputForbidden: " + pool.uri("m1.safetensors") + ": permission denied for uid ");
        assertThat(unwritable.exitCode()).isEqualTo(5);
        assertThat(unwritable.err())
                .contains("radin: OutputNotWritable: " + pool.uri("out/"))
                .containsPattern(": permission denied for uid \\d+, gid \\d+; make it writable for that user,");
        assertThat(pool.written()).isEmpty();
    }

    @Test
    void everyLanguageGetsTheSameNumbers() {
        pool.budget(1);
        Launch.plain().run("run", "-f", pool.file());

        Result english = Launch.plain("-Duser.language=en", "-Duser.country=US").run("run", "-f", pool.file());
        Result arabic = Launch.plain("-Duser.language=ar", "-Duser.country=EG").run("run", "-f", pool.file());
        Result turkish = Launch.plain("-Duser.language=tr", "-Duser.country=TR").run("run", "-f", pool.file());

        assertThat(english.out()).contains("passes  0 made, 5 reused");
        assertThat(arabic.out()).isEqualTo(english.out());
        assertThat(turkish.out()).isEqualTo(english.out());
    }

    private static long passesShown(String err) {
        Matcher done = Pattern.compile("extract +\\S+ (\\d+)/4").matcher(err);
        long most = 0;
        while (done.find()) {
            most = Math.max(most, Long.parseLong(done.group(1)));
        }
        return most;
    }

    /** Without the selection that each is for, whose files lie elsewhere. */
    private static List<String> rankings(SmallPool pool) {
        return contents(pool, "ranking.json").stream()
                .map(ranking -> ranking.replaceFirst("\"selection\" : \"[0-9a-f-]+\"", ""))
                .toList();
    }

    private static List<String> contents(SmallPool pool, String file) {
        return pool.written().stream()
                .filter(f -> f.endsWith("/" + file))
                .map(f -> new String(pool.content("out/" + f), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static JsonNode json(Result result) throws IOException {
        assertThat(result.exitCode()).as(result.err()).isZero();
        return new ObjectMapper().readTree(result.out());
    }
}
