package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code radin rank} on files that something else has written. */
class RankCommandTest {

    private static final int EXAMPLES = 90;
    private static final int CLASSES = 6;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final float[][] logits = new float[5][EXAMPLES * CLASSES];
    private final long[] labels = new long[EXAMPLES];

    @BeforeEach
    void writeLogitsOfFiveModels() {
        Random random = new Random(4);
        for (int e = 0; e < EXAMPLES; e++) {
            labels[e] = random.nextInt(CLASSES);
        }
        for (int i = 0; i < logits.length; i++) {
            for (int j = 0; j < logits[i].length; j++) {
                boolean own = labels[j / CLASSES] == j % CLASSES;
                logits[i][j] = (float) random.nextGaussian() + (own ? 1 : 0);
            }
            write("logits/m" + i + ".safetensors", "logits", DType.F32, List.of(EXAMPLES, CLASSES), floats(logits[i]));
        }
        writeLabels("labels.safetensors");
    }

    @Test
    void countsEveryCandidateAsFloat64DoesAndPutsTheBestFirst() throws IOException {
        int exitCode =
                rank("--logits", at("logits"), "--labels", at("labels.safetensors"), "--top", "31", "-o", "json");

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.path("considered").asInt()).isEqualTo(31);
        assertThat(result.path("elapsedSeconds").asDouble()).isPositive();
        assertThat(result.path("candidates")).hasSize(31);
        int previous = EXAMPLES;
        for (JsonNode candidate : result.path("candidates")) {
            int[] models = members(candidate);
            assertThat(candidate.path("examples").asInt()).isEqualTo(EXAMPLES);
            assertThat(candidate.path("correct").asInt())
                    .as(candidate.toString())
                    .isEqualTo(correct(models))
                    .isLessThanOrEqualTo(previous);
            previous = candidate.path("correct").asInt();
        }
    }

    @Test
    void exhaustiveAndTopKeepTheBest() throws IOException {
        rank(
                "--logits",
                at("logits"),
                "--labels",
                at("labels.safetensors"),
                "--top",
                "2",
                "--exhaustive",
                "-o",
                "json");

        JsonNode result = new ObjectMapper().readTree(out.toString());
        int best = IntStream.range(1, 32)
                .map(bits -> correct(
                        IntStream.range(0, 5).filter(i -> (bits >> i & 1) == 1).toArray()))
                .max()
                .orElseThrow();
        assertThat(result.path("candidates")).hasSize(2);
        assertThat(result.path("candidates").get(0).path("correct").asInt()).isEqualTo(best);
    }

    @Test
    void labelsMayLieAmongTheLogitsAndBePartOfADataset() {
        writeLabels("logits/labels.safetensors");

        int exitCode = rank("--logits", at("logits"), "--labels", at("logits/labels.safetensors"));

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("CORRECT", "31 subsets");
    }

    @Test
    void halfPrecisionLogitsAreRead() {
        ByteBuffer halves = ByteBuffer.allocate(EXAMPLES * CLASSES * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int e = 0; e < EXAMPLES; e++) {
            for (int c = 0; c < CLASSES; c++) {
                halves.putShort((short) (labels[e] == c ? 0x3C00 : 0)); // 1 in F16
            }
        }
        write("exact/all-right.safetensors", "logits", DType.F16, List.of(EXAMPLES, CLASSES), halves.flip());

        rank("--logits", at("exact"), "--labels", at("labels.safetensors"));

        assertThat(out.toString()).contains("1.000000").contains("all-right");
    }

    @Test
    void aFolderWithoutLogitsIsNamed() throws IOException {
        Files.createDirectory(folder.resolve("nowhere"));

        int exitCode = rank("--logits", at("nowhere"), "--labels", at("labels.safetensors"));

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString())
                .contains("InputNotFound")
                .contains("nowhere/")
                .contains("*.safetensors");
    }

    @Test
    void whatIsNoFolderOfLogitsIsSaidToBeNone() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path none = folder.resolve("none");

        Cli.Result ofFile = Cli.radin("rank", "--logits", file, "--labels", file);
        Cli.Result ofNone = Cli.radin("rank", "--logits", none, "--labels", file);

        assertThat(ofFile.exitCode()).isEqualTo(3);
        assertThat(ofFile.err())
                .isEqualTo("radin: InputNotFound: file://" + file + ": is a file; name the folder that holds it and the"
                        + " logits of the other models\n");
        assertThat(ofNone.err())
                .isEqualTo("radin: InputNotFound: file://" + none
                        + "/: no such folder; check the path, or copy it there\n");
    }

    @Test
    void modelsOfOtherShapesAreNamed() {
        write("logits/z.safetensors", "logits", DType.F32, List.of(2, CLASSES), floats(new float[2 * CLASSES]));

        int exitCode = rank("--logits", at("logits"), "--labels", at("labels.safetensors"));

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString()).contains("z.safetensors").contains("[2, 6]").contains("m0 is [90, 6]");
    }

    @Test
    void aFileWithoutLogitsIsNamedWithWhatItHolds() {
        write("logits/z.safetensors", "outputs", DType.F32, List.of(EXAMPLES, CLASSES), floats(logits[0]));

        int exitCode = rank("--logits", at("logits"), "--labels", at("labels.safetensors"));

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString())
                .contains("z.safetensors")
                .contains("no tensor \"logits\"")
                .contains("[outputs]");
    }

    @Test
    void infiniteLogitsAreRefusedWithTheirPlace() {
        logits[2][7 * CLASSES + 3] = Float.NEGATIVE_INFINITY;
        write("logits/m9.safetensors", "logits", DType.F32, List.of(EXAMPLES, CLASSES), floats(logits[2]));

        int exitCode = rank("--logits", at("logits"), "--labels", at("labels.safetensors"));

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString())
                .contains("m9.safetensors")
                .contains("class 3")
                .contains("example 7");
    }

    @Test
    void aLabelBeyondTheClassesIsNamed() {
        labels[11] = CLASSES;
        writeLabels("wrong.safetensors");

        int exitCode = rank("--logits", at("logits"), "--labels", at("wrong.safetensors"));

        assertThat(exitCode).isEqualTo(3);
        assertThat(err.toString())
                .contains("wrong.safetensors")
                .contains("labels[11] is 6 but the network has 6 classes, 0 to 5");
    }

    @Test
    void tooManyModelsForEverySubsetAreRefused() {
        for (int i = 0; i < 31; i++) {
            write("many/m" + i + ".safetensors", "logits", DType.F32, List.of(1, 2), floats(new float[2]));
        }

        int exitCode = rank("--logits", at("many"), "--labels", at("labels.safetensors"), "--exhaustive");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("31 models").contains("leave it out");
    }

    private int rank(String... arguments) {
        CommandLine command =
                Radin.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("rank"));
        all.addAll(List.of(arguments));
        int exitCode = command.execute(all.toArray(String[]::new));
        command.getOut().flush();
        return exitCode;
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static int[] members(JsonNode candidate) {
        List<Integer> models = new ArrayList<>();
        candidate
                .path("models")
                .forEach(m -> models.add(Integer.parseInt(m.asText().substring(1))));
        return models.stream().mapToInt(Integer::intValue).toArray();
    }

    private int correct(int[] models) {
        int correct = 0;
        for (int e = 0; e < EXAMPLES; e++) {
            int best = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < CLASSES; c++) {
                double sum = 0;
                for (int model : models) {
                    sum += logits[model][e * CLASSES + c];
                }
                if (sum > highest) {
                    highest = sum;
                    best = c;
                }
            }
            correct += best == labels[e] ? 1 : 0;
        }
        return correct;
    }

    private void writeLabels(String name) {
        ByteBuffer bytes = ByteBuffer.allocate(EXAMPLES * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long label : labels) {
            bytes.putLong(label);
        }
        write(name, "labels", DType.I64, List.of(EXAMPLES), bytes.flip());
    }

    private static ByteBuffer floats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    private void write(String name, String tensor, DType dtype, List<Integer> shape, ByteBuffer data) {
        Path file = folder.resolve(name);
        TensorInfo info = new TensorInfo(
                tensor, dtype, shape.stream().map(Integer::longValue).toList());
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                SafetensorsWriter writer = new SafetensorsWriter(
                        bytes -> {
                            try {
                                channel.write(bytes);
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        List.of(info),
                        Map.of());
                writer.write(info, data);
                writer.finish();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
