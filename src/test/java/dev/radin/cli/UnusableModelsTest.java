package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One model among good ones whose content is no good: excluded and named, or the end of the run where that is asked for. */
class UnusableModelsTest {

    @TempDir
    Path folder;

    static List<BadModel> unusable() {
        return BadModel.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void isExcludedAndNamedAndTheOthersGoOn(BadModel bad) {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).budget(1);
        bad.addTo(pool);

        Result result = Cli.radin("run", "-f", pool.file(), "-o", "yaml");
        Result table = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("model: bad")
                .contains("reason: " + bad.reason())
                .contains("excluded: 1");
        assertThat(table.out().replaceAll("\n  ", " "))
                .contains("of 4 models")
                .containsPattern("Excluded: bad, " + bad.reason() + ": [^\n]*\\Q" + bad.what())
                .contains(" 0 made,");
        assertThat(table.err()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusable")
    void endsTheRunWhereTheResourceSaysFail(BadModel bad) {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).budget(1).spec("unusableModelPolicy: Fail");
        bad.addTo(pool);

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("radin: " + bad.reason() + ": model bad is unusable, and unusableModelPolicy is Fail: ")
                .contains(bad.what())
                .contains(bad.reason().startsWith("NonFiniteL") ? "bad" : pool.uri("bad."))
                .hasLineCount(1);
        assertThat(pool.written()).noneMatch(file -> file.startsWith("soups/"));
    }

    @Test
    void aHeaderOfTenGigabytesInAFileOfThatSizeIsExcludedUnread() throws IOException {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).budget(0);
        try (RandomAccessFile file =
                new RandomAccessFile(pool.folder.resolve("bad.safetensors").toFile(), "rw")) {
            file.write(ByteBuffer.allocate(9)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(10_000_000_000L)
                    .put((byte) '{')
                    .array());
            file.setLength(10_000_001_000L);
        }
        pool.withModelNamed("bad", "bad.safetensors");

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().replaceAll("\n  ", " "))
                .contains("its header of 10000000000 bytes is larger than the limit of 100000000");
    }

    @Test
    void oneUsableModelLeftIsTheResultWithAWarning() {
        SmallPool pool = SmallPool.in(folder.resolve("pool"));
        for (int i = 1; i < SmallPool.MODELS; i++) {
            pool.put("m" + i + ".safetensors", pool.modelWith(Float.NaN, i));
        }

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Accuracy of 1 model on ")
                .containsPattern("the best single model, m0 \\(.*\\), is kept")
                .contains("Note: only one model is usable, so it is the result.")
                .doesNotContain("left over")
                .containsPattern(
                        "it has\\s+probably\\s+diverged\\s+in\\s+training:\\s+give\\s+an\\s+earlier\\s+checkpoint");
    }

    @Test
    void noUsableModelIsAnErrorThatNamesTheFirst() {
        SmallPool pool = SmallPool.in(folder.resolve("pool"));
        for (int i = 0; i < SmallPool.MODELS; i++) {
            pool.put("m" + i + ".safetensors", pool.modelWith(Float.NaN, i + 1));
        }

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("radin: TooFewModels: none of the 4 models is usable; the first, m0: "
                        + pool.uri("m0.safetensors"))
                .hasLineCount(1);
    }
}
