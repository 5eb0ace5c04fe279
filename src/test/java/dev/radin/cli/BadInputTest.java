package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ends a run: each in one message that says what is wrong, where, and what to do, with the exit code of its kind,
 * without a stack trace, and with nothing half-written.
 */
class BadInputTest {

    @TempDir
    Path folder;

    static Stream<BadInput> bad() {
        return Stream.concat(BadInput.documents().stream(), BadInput.inputs().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void endsInOneMessage(BadInput bad) {
        SmallPool pool = SmallPool.in(folder.resolve("pool"));
        bad.damage().accept(pool);

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.err())
                .startsWith("radin: " + bad.reason() + ": ")
                .contains(bad.where())
                .contains(bad.advice());
        assertThat(result.err())
                .doesNotContain("Exception", "\tat ", "this is a bug")
                .endsWith("\n");
        assertThat(result.exitCode()).isEqualTo(bad.exitCode());
        assertThat(result.out()).isEmpty();
        assertThat(pool.written()).noneMatch(file -> file.contains("soups/") || file.contains(".radin-"));
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        SmallPool pool = SmallPool.in(folder.resolve("pool"));
        pool.delete("m1.safetensors").delete("m2.safetensors").delete("val.safetensors");

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(pool.uri("m1.safetensors"), pool.uri("m2.safetensors"), pool.uri("val.safetensors"))
                .hasLineCount(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, Integer.MAX_VALUE})
    void aDamagedCacheIsNoticedAndTheFileToRemoveIsNamed(int bytesLeft) {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).budget(0);
        Cli.radin("run", "-f", pool.file());
        String pass = pool.written().stream()
                .filter(f -> f.startsWith("cache/passes/"))
                .findFirst()
                .orElseThrow();
        byte[] whole = pool.content("out/" + pass);
        byte[] damaged = Arrays.copyOf(whole, Math.min(bytesLeft, whole.length));
        if (damaged.length == whole.length) {
            damaged[damaged.length - 3] ^= 1;
        }
        pool.put("out/" + pass, damaged);

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err())
                .isEqualTo("radin: StorageFailed: " + pool.uri("out/" + pass)
                        + ": this cached pass is damaged; remove the file and run again\n");
    }
}
