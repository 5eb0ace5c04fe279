package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {

    @TempDir
    private Path folder;

    private SmallPool pool;

    @BeforeEach
    void runOnce() {
        pool = SmallPool.in(folder.resolve("pool"));
        assertThat(Cli.radin("run", "-f", pool.file()).exitCode()).isZero();
    }

    @Test
    void listsWhatEachPassIsOfAndWhoNeedsIt() throws IOException {
        age(passes().subList(0, 2), Duration.ofMinutes(42));

        Result result = Cli.radin("cache", "list", "-f", pool.file());

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(0)).contains("PASS", "SIZE", "AGE", "DATASET", "MADE BY", "NEEDED BY", "MODELS");
        assertThat(lines.subList(1, 7))
                .allMatch(line -> line.indexOf("default.small") == lines.get(0).indexOf("NEEDED BY"));
        assertThat(lines.subList(1, 7))
                .allMatch(line -> line.indexOf("val") == lines.get(0).indexOf("DATASET"));
        assertThat(lines.subList(1, 7))
                .allMatch(line -> line.indexOf("network ") == lines.get(0).indexOf("MADE BY"));
        assertThat(result.out()).contains(" 42 min ");
        assertThat(result.out()).contains("m0").contains(" + ").contains("6 passes");
    }

    @Test
    void saysWhichPassIsDamaged() throws IOException {
        Path damaged = passes().get(0);
        byte[] content = Files.readAllBytes(damaged);
        content[content.length - 1] ^= 1;
        Files.write(damaged, content);

        Result result = Cli.radin("cache", "verify", "-f", pool.file());

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains(damaged.getFileName().toString()).contains("damaged");
    }

    @Test
    void findsAllWhole() {
        assertThat(Cli.radin("cache", "verify", "-f", pool.file()).out()).isEqualTo("6 passes are whole\n");
    }

    @Test
    void prunesNothingThatASelectionNeedsHoweverOld() throws IOException {
        age(passes(), Duration.ofDays(100));

        Result result = Cli.radin("cache", "prune", "-f", pool.file(), "--older-than", "30d", "--yes");

        assertThat(result.out()).endsWith("nothing to remove\n");
        assertThat(passes()).hasSize(6);
    }

    /** Another selection with its own output used the cache, and is gone. */
    @Test
    void prunesWhatNobodyNeedsOnceItIsOldEnough() throws IOException {
        List<Path> passes = passes();
        age(passes.subList(0, 2), Duration.ofDays(31));
        String cache = pool.output().resolve("cache").toString();

        Result asked = Cli.radin("cache", "prune", "--cache-uri", cache, "--older-than", "30d");
        Result done = Cli.radin("cache", "prune", "--cache-uri", cache, "--older-than", "30d", "--yes");

        assertThat(asked.out()).contains("2 passes").endsWith("nothing was removed; add --yes to remove them\n");
        assertThat(done.out()).endsWith("removed\n");
        assertThat(passes()).isEqualTo(passes.subList(2, 6));
    }

    @Test
    void prunesClaimsThatNobodyTouchedForAsLong() throws IOException {
        Path claims = Files.createDirectories(pool.output().resolve("cache/claims"));
        List<Path> ended = files(claims, "a".repeat(64) + ".1", "a".repeat(64) + ".1.7");
        List<Path> living = files(claims, "b".repeat(64) + ".1", "b".repeat(64) + ".1.7");
        age(ended, Duration.ofDays(31));
        age(living.subList(0, 1), Duration.ofDays(31));

        Cli.radin("cache", "prune", "-f", pool.file(), "--older-than", "30d");
        assertThat(ended).allSatisfy(claim -> assertThat(claim).exists());
        Cli.radin("cache", "prune", "-f", pool.file(), "--older-than", "30d", "--yes");

        assertThat(ended).noneSatisfy(claim -> assertThat(claim).exists());
        assertThat(living).allSatisfy(claim -> assertThat(claim).exists());
    }

    private static List<Path> files(Path folder, String... names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.add(Files.writeString(folder.resolve(name), "{}"));
        }
        return files;
    }

    @Test
    void aPassThatWasPrunedIsMadeAgain() throws IOException {
        age(passes(), Duration.ofDays(1));
        Cli.radin("cache", "prune", "--cache-uri", pool.output().resolve("cache"), "--older-than", "1h", "--yes");

        Result again = Cli.radin("run", "-f", pool.file());

        assertThat(again.out()).contains("passes  6 made, 0 reused");
    }

    @Test
    void saysWhatIsWrongWithTheCommand() {
        assertThat(Cli.radin("cache", "list").err()).contains("which cache");
        assertThat(Cli.radin("cache", "list", "--cache-uri", folder.resolve("nothing"))
                        .err())
                .contains("holds no cache");
        assertThat(Cli.radin("cache", "list", "--cache-uri", "oci://registry.example/team/cache:v1")
                        .err())
                .contains(
                        "InvalidSpec: oci://registry.example/team/cache:v1: is an artifact of a registry, which is only"
                                + " read;");
        assertThat(Cli.radin("cache", "prune", "-f", pool.file(), "--older-than", "soon")
                        .err())
                .contains("is no age; write it as 12h, 30d or 8w");
    }

    private List<Path> passes() throws IOException {
        try (Stream<Path> files = Files.list(pool.output().resolve("cache/passes"))) {
            return files.filter(f -> f.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        }
    }

    private static void age(List<Path> files, Duration age) throws IOException {
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        }
    }
}
