package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import dev.radin.local.LetterProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes that a program made, over a dataset that only it knows, are looked after as all others are. */
class ProgramCacheTest {

    private static final int PASSES = SmallPool.MODELS + 2;
    private static final String LISTED = ".* letters +4,000  1 \\([0-9a-f]{6}\\) +default\\.small +m[0-3]( \\+ .*)?";

    @TempDir
    private Path folder;

    private SmallPool pool;

    @BeforeEach
    void fill() {
        pool = SmallPool.in(folder.resolve("pool")).datasets("{name: letters, role: Validation, uri: 'letters:val'}");
    }

    @Test
    void areListedByTheNamesOfModelsAndDataset() throws IOException {
        Path model = Files.createDirectories(pool.folder.resolve("hub"));
        Files.move(pool.folder.resolve("m3.safetensors"), model.resolve("model.safetensors"));
        Files.writeString(model.resolve("config.json"), "{\"model_type\": \"letters\"}");
        pool.withModelNamed("m3", "hub");
        run("1", "labels");

        Result list = Cli.radin("cache", "list", "-f", pool.file());

        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.out().lines().skip(1).limit(PASSES))
                .allMatch(line -> line.matches(LISTED))
                .anyMatch(line -> line.endsWith(" m3"));
        assertThat(list.out()).contains(PASSES + " passes");
        assertThat(Cli.radin("cache", "verify", "-f", pool.file()).out()).isEqualTo(PASSES + " passes are whole\n");
    }

    @Test
    void scoresAreListedToo() throws IOException {
        run("1, produces: Scores", "scores");

        assertThat(Cli.radin("cache", "list", "-f", pool.file())
                        .out()
                        .lines()
                        .skip(1)
                        .limit(PASSES))
                .allMatch(line -> line.matches(LISTED));
        assertThat(Cli.radin("cache", "verify", "-f", pool.file()).out()).isEqualTo(PASSES + " passes are whole\n");
    }

    @Test
    void thoseOfASelectionThatWasKilledAreNotPruned() throws IOException {
        String log = "log=" + folder.resolve("log");
        Result killed = start("1", "labels", log, "exit=3");
        age(Duration.ofDays(100));

        Result prune = Cli.radin("cache", "prune", "-f", pool.file(), "--older-than", "30d", "--yes");
        Result again = run("1", "labels", log, "exit=3");

        assertThat(killed.exitCode()).isNotZero();
        assertThat(prune.out()).endsWith("nothing to remove\n");
        assertThat(again.out()).contains("passes  " + (PASSES - 2) + " made, 2 reused");
    }

    @Test
    void thoseOfAnEarlierVersionStayForWhoeverGoesBackToIt() throws IOException {
        run("1", "labels");
        assertThat(run("2", "labels").out()).contains("passes  " + PASSES + " made, 0 reused");
        age(Duration.ofDays(100));

        Result prune = Cli.radin("cache", "prune", "-f", pool.file(), "--older-than", "30d", "--yes");

        assertThat(prune.out()).endsWith("nothing to remove\n");
        assertThat(pool.passes()).isEqualTo(2 * PASSES);
        assertThat(madeBy()).hasSize(2).allMatch(made -> made.matches("[12] \\([0-9a-f]{6}\\)"));
        assertThat(run("1", "labels").out()).contains("passes  0 made, " + PASSES + " reused");
    }

    /** The labels that came with them stay, and are those of the passes that are made again. */
    @Test
    void onesThatNobodyNeedsArePrunedAndMadeAgain() throws IOException {
        run("1", "labels");
        age(Duration.ofDays(100));

        Result prune = Cli.radin(
                "cache", "prune", "--cache-uri", pool.output().resolve("cache"), "--older-than", "30d", "--yes");

        assertThat(prune.out()).contains(PASSES + " passes").endsWith("removed\n");
        assertThat(pool.passes()).isZero();
        assertThat(run("1", "labels").out()).contains("passes  " + PASSES + " made, 0 reused");
    }

    /** That column of the list, without repetitions. */
    private Set<String> madeBy() {
        List<String> lines = Cli.radin("cache", "list", "-f", pool.file())
                .out()
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .toList();
        int column = lines.get(0).indexOf("MADE BY");
        return lines.stream()
                .skip(1)
                .map(line -> line.substring(column).split(" {2,}")[0])
                .collect(Collectors.toSet());
    }

    private Result run(String version, String... habits) throws IOException {
        Result run = start(version, habits);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    /** @param habits of {@link LetterProgram} */
    private Result start(String version, String... habits) throws IOException {
        // Its class path is longer than an argument of a resource may be, and the quickstart is where the tests run.
        Path script = folder.resolve("letters.sh");
        Files.writeString(
                script,
                "cd '" + Path.of("").toAbsolutePath() + "' && exec '" + String.join("' '", LetterProgram.command())
                        + "' \"$@\"\n");
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(habits));
        pool.evaluator("{container: {command: [" + String.join(", ", command) + "], version: "
                + version.replaceFirst("[0-9]+", "\"$0\"") + "}}");
        return Cli.radin("run", "-f", pool.file());
    }

    private void age(Duration age) throws IOException {
        List<Path> passes;
        try (Stream<Path> files = Files.list(pool.output().resolve("cache/passes"))) {
            passes = files.toList();
        }
        for (Path pass : passes) {
            Files.setLastModifiedTime(pass, FileTime.from(Instant.now().minus(age)));
        }
    }
}
