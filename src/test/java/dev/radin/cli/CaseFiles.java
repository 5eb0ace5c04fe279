package dev.radin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.location.Location;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one case as a user has them, from src/test/resources/cases: a soup.yaml and what it names. What most cases share
 * lies in {@code common}: an architecture, 200 examples and four checkpoints, m0 to m3. Made by dev/fixtures/cases.py.
 *
 * @param folder a copy of them, to be written to
 */
record CaseFiles(Path folder) {

    private static final Path CASES = Path.of("src/test/resources/cases").toAbsolutePath();

    /** @param temporary the test's own folder */
    static CaseFiles of(String name, Path temporary) {
        Path folder = temporary.resolve(name);
        copy(CASES.resolve("common"), folder);
        copy(CASES.resolve(name), folder);
        return new CaseFiles(folder);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** In a text file, every match of a regular expression. */
    void replace(String file, String expression, String replacement) throws IOException {
        Files.writeString(file(file), Files.readString(file(file)).replaceAll(expression, replacement));
    }

    /** Writes a safetensors file again without one of its tensors. */
    void removeTensor(String file, String name) throws IOException {
        TestTensors others = new TestTensors();
        try (TensorSource source = TestTensors.open(Files.readAllBytes(file(file)))) {
            for (TensorInfo tensor : source.tensors()) {
                if (!tensor.name().equals(name)) {
                    byte[] bytes = TestTensors.read(source, tensor.name()).array();
                    others.with(tensor.name(), tensor.dtype(), tensor.shape(), bytes);
                }
            }
        }
        Files.write(file(file), others.bytes());
    }

    /** {@code radin run} on its soup.yaml. */
    Cli.Result run() {
        return Cli.radin("run", "-f", file("soup.yaml"));
    }

    /** What the shared models score in PyTorch, the best prediction of each example well ahead of the next. */
    Map<String, Double> expectedScores() {
        Map<String, Double> scores = new TreeMap<>();
        json(file("scores.json"))
                .properties()
                .forEach(e -> scores.put(e.getKey(), e.getValue().asDouble()));
        return scores;
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The report.json that a run wrote. */
    JsonNode report() {
        try (Stream<Path> files = Files.walk(file("out"))) {
            return json(files.filter(f -> f.endsWith("report.json")).findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the single models scored. */
    Map<String, Double> scores() {
        Map<String, Double> scores = new TreeMap<>();
        report().get("models")
                .forEach(m -> scores.put(m.get("name").asText(), m.get("score").asDouble()));
        return scores;
    }

    /** The bytes of a tensor of a safetensors file, little-endian. */
    ByteBuffer tensor(String file, String name) {
        try (TensorSource source = SafetensorsFile.open(Stores.local().open(Location.of(file(file))), Limits.DEFAULT)) {
            TensorInfo tensor = source.tensors().stream()
                    .filter(t -> t.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
            source.read(tensor, 0, bytes);
            return bytes.flip();
        }
    }
}
