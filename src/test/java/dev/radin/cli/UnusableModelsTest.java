package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.radin.cli.Cli.Result;
import dev.radin.tensor.DType;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One model among good ones whose content is no good: excluded and named, or the end of the run where that is asked for. */
class UnusableModelsTest {

    @TempDir
    Path folder;

    static Stream<Arguments> unusable() {
        return Stream.of(
                model("CorruptModel", "this is an empty file", "bad.safetensors", pool -> new byte[0]),
                model("CorruptModel", "the file is cut short", "bad.safetensors", pool -> {
                    byte[] whole = pool.content("m0.safetensors");
                    return Arrays.copyOf(whole, whole.length / 2);
                }),
                model(
                        "CorruptModel",
                        "is larger than any file",
                        "bad.safetensors",
                        pool -> safetensors("[4294967296,4294967296]", 0, 0)),
                model("CorruptModel", "inside another", "bad.safetensors", pool -> overlapping()),
                model("CorruptModel", "refuses to run `posix.system`", "bad.pt", pool -> TorchZips.hostilePickle()),
                model("CorruptModel", "expands to more than 536870912 bytes", "bad.pt", pool -> TorchZips.bomb()),
                model(
                        "CorruptModel",
                        "does not have the checksum",
                        "bad.pt",
                        pool -> TorchZips.flipped(pool.content("architecture.pt"), "data/0")),
                model(
                        "CorruptModel",
                        "bytes and should have",
                        "bad.pt",
                        pool -> TorchZips.shortened(pool.content("architecture.pt"), "data/0")),
                model("CorruptModel", "a web page", "bad.safetensors", pool -> text("<!DOCTYPE html><html>")),
                model(
                        "CorruptModel",
                        "Git LFS",
                        "bad.safetensors",
                        pool -> text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n")),
                model("MismatchedModel", "missing", "bad.safetensors", pool -> new TestTensors()
                        .f32("w", 1, 2)
                        .bytes()),
                model(
                        "NonFiniteWeights",
                        "3 weights are NaN or infinite",
                        "bad.safetensors",
                        pool -> pool.modelWith(Float.NaN, 3)),
                model(
                        "NonFiniteWeights",
                        "infinite",
                        "bad.safetensors",
                        pool -> pool.modelWith(Float.NEGATIVE_INFINITY, 1)),
                model(
                        "NonFiniteLogits",
                        "the logits of example 0",
                        "bad.safetensors",
                        pool -> pool.modelWith(3e38f, 300)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("unusable")
    void isExcludedAndNamedAndTheOthersGoOn(String reason, String what, Consumer<SmallPool> damage) {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).budget(1);
        damage.accept(pool);

        Result result = Cli.radin("run", "-f", pool.file(), "-o", "yaml");
        Result table = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("model: bad")
                .contains("reason: " + reason)
                .contains("excludedCount: 1");
        assertThat(table.out().replaceAll("\n  ", " "))
                .contains("of 4 models")
                .containsPattern("Excluded: bad, " + reason + ": [^\n]*\\Q" + what)
                .contains(" 0 made,");
        assertThat(table.err()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("unusable")
    void endsTheRunWhereTheResourceSaysFail(String reason, String what, Consumer<SmallPool> damage) {
        SmallPool pool = SmallPool.in(folder.resolve("pool")).budget(1).spec("unusableModels: Fail");
        damage.accept(pool);

        Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("radin: " + reason + ": model bad is unusable, and unusableModels is Fail: ")
                .contains(what)
                .contains(reason.startsWith("NonFiniteL") ? "bad" : pool.uri("bad."))
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
                .contains("the best single model, m0, is kept")
                .contains("Note: only one model is usable, so it is the result.");
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

    private static Arguments model(String reason, String what, String file, Function<SmallPool, byte[]> content) {
        Consumer<SmallPool> damage = pool -> pool.withModel(file, content.apply(pool));
        return arguments(reason, what, damage);
    }

    private static byte[] overlapping() {
        String half = "{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":";
        return header("{\"a\":" + half + "[0,4]},\"b\":" + half + "[2,6]}}", 6);
    }

    private static byte[] safetensors(String shape, int begin, int end) {
        return header(
                "{\"a\":{\"dtype\":\"" + DType.F32 + "\",\"shape\":" + shape + ",\"data_offsets\":"
                        + List.of(begin, end) + "}}",
                end);
    }

    private static byte[] header(String json, int dataBytes) {
        byte[] text = text(json);
        return ByteBuffer.allocate(Long.BYTES + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
