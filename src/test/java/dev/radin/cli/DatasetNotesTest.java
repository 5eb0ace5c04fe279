package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of its datasets, beside scores. */
class DatasetNotesTest {

    private static final String LEAK = "Note: test data held-out hold the same examples as validation data val,";

    @TempDir
    private Path folder;

    private SmallPool pool;

    @BeforeEach
    void makePool() {
        pool = SmallPool.in(folder.resolve("pool"));
    }

    @Test
    void testDataThatAreTheValidationDataAreTold() {
        pool.put("copy.safetensors", pool.content("val.safetensors"));
        pool.datasets(
                "{name: val, role: Validation, uri: val.safetensors}",
                "{name: held-out, role: Test, uri: copy.safetensors}");

        Cli.Result dryRun = Cli.radin("run", "-f", pool.file(), "--dry-run");
        Cli.Result run = Cli.radin("run", "-f", pool.file());

        assertThat(dryRun.exitCode()).as(dryRun.err()).isZero();
        assertThat(words(dryRun.out())).contains(LEAK.replace("Note: ", ""));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(words(run.out())).contains(LEAK);
        assertThat(new CaseFiles(pool.folder).report().get("notes").toString())
                .contains("test data held-out hold the same examples");
    }

    @Test
    void otherTestDataOfTheSameShapeAreNot() {
        byte[] other = pool.content("val.safetensors");
        other[other.length - 1]++;
        pool.put("other.safetensors", other);
        pool.datasets(
                "{name: val, role: Validation, uri: val.safetensors}",
                "{name: held-out, role: Test, uri: other.safetensors}");

        assertThat(Cli.radin("run", "-f", pool.file(), "--dry-run").out()).doesNotContain("same examples");
    }

    @Test
    void validationDataThatCountTwiceAreTold() {
        pool.put("copy.safetensors", pool.content("val.safetensors"));
        pool.datasets(
                "{name: val, role: Validation, uri: val.safetensors}",
                "{name: again, role: Validation, uri: copy.safetensors}");

        assertThat(words(Cli.radin("run", "-f", pool.file(), "--dry-run").out()))
                .contains("validation data val and again hold the same examples, which count twice in the score");
    }

    /** Finite, and too large for any of the networks. */
    @Test
    void anExampleAtWhichEveryModelFailsIsBlamedAndNotTheModels() {
        pool.put("val.safetensors", examples(3, 3e38f));

        Cli.Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("radin: InvalidInput: " + pool.uri("val.safetensors")
                        + ": all 4 models that were run give NaN or infinity for example 3, whose inputs are finite")
                .doesNotContain("diverged");
    }

    /** A cache of an earlier version does not tell the example: the models are named then, and nothing is run again. */
    @Test
    void faultsOfAnEarlierVersionAreStillRead() throws IOException {
        pool.put("val.safetensors", examples(3, 3e38f));
        Cli.radin("run", "-f", pool.file());
        for (Path fault : faults()) {
            Files.writeString(fault, Files.readString(fault).replaceFirst(",\\s+\"example\" : 3", ""));
        }

        Cli.Result result = Cli.radin("run", "-f", pool.file());

        assertThat(faults())
                .hasSize(4)
                .allSatisfy(fault -> assertThat(fault).content().doesNotContain("\"example\""));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "radin: TooFewModels: none of the 4 models is usable; the first, m0: the logits of example 3");
    }

    @Test
    void whatWasRecognisedInTheFileOfAModelThatFailedIsSaidWithTheExample() {
        pool.put("val.safetensors", examples(3, 3e38f));
        for (int i = 0; i < SmallPool.MODELS; i++) {
            pool.put("m" + i + ".safetensors", prefixed("net.", pool.content("m" + i + ".safetensors")));
        }

        Cli.Result result = Cli.radin("run", "-f", pool.file());

        assertThat(result.err())
                .contains("radin: InvalidInput: ")
                .endsWith(" (m0: prefix \"net.\" removed from all names)\n");
    }

    private static byte[] prefixed(String prefix, byte[] model) {
        TestTensors renamed = new TestTensors();
        try (TensorSource source = TestTensors.open(model)) {
            source.tensors()
                    .forEach(t -> renamed.with(
                            prefix + t.name(),
                            t.dtype(),
                            t.shape(),
                            TestTensors.read(source, t.name()).array()));
        }
        return renamed.bytes();
    }

    private List<Path> faults() throws IOException {
        try (Stream<Path> files = Files.walk(pool.folder)) {
            return files.filter(file -> file.toString().endsWith(".fault.json")).toList();
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static byte[] examples(int large, float value) {
        TensorInfo inputs = new TensorInfo("inputs", DType.F32, List.of(8L, 16L));
        TensorInfo labels = new TensorInfo("labels", DType.I64, List.of(8L));
        ByteBuffer elements = ByteBuffer.allocate((int) inputs.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8 * 16; i++) {
            elements.putFloat(i / 16 == large ? value : 0.5f);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SafetensorsWriter writer = new SafetensorsWriter(
                bytes -> {
                    byte[] chunk = new byte[bytes.remaining()];
                    bytes.get(chunk);
                    file.writeBytes(chunk);
                },
                List.of(inputs, labels),
                Map.of());
        writer.write(inputs, elements.flip());
        writer.write(labels, ByteBuffer.allocate((int) labels.sizeBytes()));
        writer.finish();
        return file.toByteArray();
    }
}
