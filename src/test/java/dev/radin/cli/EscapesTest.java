package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that would set the title of a terminal, colour it, or turn its text around are shown and not obeyed. */
class EscapesTest {

    private static final String HOSTILE = "x\u001b]0;owned\u0007\u001b[31mred\u202e|<b>";
    private static final String SHOWN = "x\\u001b]0;owned\\u0007\\u001b[31mred\\u202e|<b>";

    @TempDir
    Path folder;

    @Test
    void ofModelsInAFolder() throws IOException {
        SmallPool pool = SmallPool.in(folder.resolve("pool"));
        Path models = Files.createDirectories(pool.folder.resolve("models"));
        Files.copy(pool.folder.resolve("m0.safetensors"), models.resolve(HOSTILE + ".safetensors"));
        Files.copy(pool.folder.resolve("m1.safetensors"), models.resolve("good.safetensors"));
        Files.write(models.resolve(HOSTILE + "bad.safetensors"), new byte[3]);
        pool.put(
                "soup.yaml",
                """
                apiVersion: radin.dev/v1alpha1
                kind: SoupSelection
                metadata: {name: small}
                spec:
                  evaluator: {torchScript: {uri: architecture.pt}}
                  modelsFrom: [{name: sweep, uri: models/, include: ["*.safetensors"]}]
                  datasets: [{name: val, role: Validation, uri: val.safetensors}]
                  budget: {evaluations: 1}
                  output: {uri: out}
                """
                        .getBytes(StandardCharsets.UTF_8));

        for (String format : List.of("table", "json", "yaml")) {
            Result result = Cli.radin("run", "-f", pool.file(), "-o", format);
            requireHarmless(result);
            assertThat(result.exitCode()).as(result.err()).isZero();
        }
        requireHarmless(Cli.radin("run", "-f", pool.file(), "--dry-run"));
        try (Stream<Path> written = Files.walk(pool.folder.resolve("out"))) {
            for (Path file :
                    written.filter(f -> f.toString().matches(".*[.](md|json)")).toList()) {
                requireHarmless(Files.readString(file), file.toString());
            }
        }
    }

    @Test
    void ofTensorsAndFilesThatACommandNames() throws IOException {
        Path file = Files.write(folder.resolve(HOSTILE + ".safetensors"), tensor(HOSTILE));

        Result inspected = Cli.radin("inspect", "--tensors", file);
        Result missing = Cli.radin("inspect", folder.resolve("none" + HOSTILE));
        Result ranked = Cli.radin("rank", "--logits", folder, "--labels", "none" + HOSTILE);
        Result unknown = Cli.radin("inspect", "--" + HOSTILE);

        Stream.of(inspected, missing, ranked, unknown).forEach(EscapesTest::requireHarmless);
        assertThat(inspected.out()).contains(SHOWN + "  U8 [1]");
    }

    private static byte[] tensor(String name) {
        TensorInfo tensor = new TensorInfo(name, DType.U8, List.of(1L));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SafetensorsWriter writer = new SafetensorsWriter(
                block -> {
                    while (block.hasRemaining()) {
                        file.write(block.get());
                    }
                },
                List.of(tensor),
                Map.of());
        writer.write(tensor, ByteBuffer.wrap(new byte[1]));
        writer.finish();
        return file.toByteArray();
    }

    private static void requireHarmless(Result result) {
        requireHarmless(result.out() + result.err(), "output");
        assertThat(result.err()).doesNotContain("this is a bug");
    }

    private static void requireHarmless(String text, String where) {
        assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n' || c == 0x202e))
                .as(where + ":\n" + text)
                .isEmpty();
    }
}
