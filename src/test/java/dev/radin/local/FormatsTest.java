package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.cache.InputFiles;
import dev.radin.location.Location;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.soup.Metric;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pools whose members come in different formats, with BatchNorm statistics, integer buffers and tied weights, against
 * PyTorch (dev/fixtures/pool.py): a safetensors file, a wrapped state dict of a parallel module, shards, a plain state
 * dict.
 */
class FormatsTest {

    private static final Path POOLS = Path.of("src/test/resources/pool").toAbsolutePath();

    @TempDir
    Path output;

    private final Store store = Stores.local();

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16", "f64"})
    void passesAndSoupsOfEveryFormatAndDtypeEqualPyTorchs(String dtype) throws IOException {
        Path pool = POOLS.resolve(dtype);
        Quickstart quickstart = quickstart(pool);

        Report report = quickstart.run().report();

        assertThat(report.excluded()).isEmpty();
        try (TensorSource expected = safetensors(pool.resolve("expected.safetensors"))) {
            Map<String, float[]> passes = passes(report, quickstart);
            assertThat(passes).hasSize(8);
            passes.forEach((key, logits) -> {
                float[] reference = floats(expected, "logits/" + key);
                for (int i = 0; i < reference.length; i++) {
                    assertThat(logits[i]).as("%s, logit %s", key, i).isCloseTo(reference[i], within(1e-5f));
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16", "f64"})
    void publishedSoupHoldsPyTorchsAverageToTheBitInTheFormOfItsFirstMember(String dtype) throws IOException {
        Path pool = POOLS.resolve(dtype);
        Quickstart quickstart = quickstart(pool);
        // Soft labels that the soup of c and d gives, so that it has the least cross entropy there can be.
        quickstart.validation = List.of(Quickstart.dataset("soft", pool.resolve("soft.safetensors")));
        quickstart.metric = Metric.NEGATIVE_LOG_LIKELIHOOD;

        Report report = quickstart.run().report();

        assertThat(report.choice().models()).containsExactlyInAnyOrder("c", "d");
        Path folder = Path.of(URI.create(report.choice().uri()));
        try (TensorSource expected = safetensors(pool.resolve("expected.safetensors"));
                TensorSource published = open(folder);
                TensorSource network = open(folder.resolve("soup.pt"))) {
            for (String name : List.of("conv.weight", "norm.running_var", "first.weight")) {
                assertThat(bytes(published, name)).as(name).isEqualTo(bytes(expected, name + "/c+d"));
            }
            assertThat(network.tensors()).extracting(TensorInfo::name).contains("first.weight", "second.weight");
            assertThat(bytes(network, "second.weight")).isEqualTo(bytes(network, "first.weight"));
        }
        boolean sharded = report.choice().models().get(0).equals("c");
        assertThat(Files.exists(folder.resolve("model.safetensors.index.json"))).isEqualTo(sharded);
        assertThat(folder.resolve("soup.json")).exists();
    }

    private Quickstart quickstart(Path pool) {
        Quickstart quickstart = new Quickstart(output);
        quickstart.architecture = pool.resolve("architecture.pt");
        quickstart.models =
                List.of(model(pool, "a.safetensors"), model(pool, "b.pt"), model(pool, "c"), model(pool, "d.bin"));
        quickstart.validation = List.of(Quickstart.dataset("data", pool.resolve("data.safetensors")));
        List<StrategyChoice.Listed> mixtures = new ArrayList<>();
        for (List<String> pair : List.of(List.of("a", "b"), List.of("a", "c"), List.of("c", "d"))) {
            mixtures.add(new StrategyChoice.Listed(String.join("-", pair), pair, null));
        }
        mixtures.add(new StrategyChoice.Listed("thrice", List.of("a", "d"), List.of(3.0, 1.0)));
        quickstart.strategy = new StrategyChoice(StrategyChoice.Type.Listed, 0, 0, mixtures);
        quickstart.budget = mixtures.size();
        return quickstart;
    }

    private static Selection.Model model(Path pool, String file) {
        return new Selection.Model(file.replaceFirst("\\..*", ""), Quickstart.uri(pool.resolve(file)), null, null);
    }

    /** The logits in the cache by what made them, in the keys of the fixture. */
    private Map<String, float[]> passes(Report report, Quickstart quickstart) throws IOException {
        Map<String, String> names = new TreeMap<>();
        report.inputs().forEach((name, digest) -> names.put(digest, name.replaceFirst("models/", "")));
        Map<String, float[]> passes = new TreeMap<>();
        try (Stream<Path> files = Files.list(quickstart.output.resolve("cache/passes"))) {
            for (Path file : files.toList()) {
                try (TensorSource pass = safetensors(file)) {
                    passes.put(key(pass.metadata().get("members"), names), floats(pass, "logits"));
                }
            }
        }
        return passes;
    }

    private static String key(String members, Map<String, String> names) {
        TreeMap<String, Double> weights = new TreeMap<>();
        for (String member : members.split(" ")) {
            String[] parts = member.split("=");
            weights.put(names.get(parts[0]), Double.parseDouble(parts[1]));
        }
        boolean equal = weights.values().stream().distinct().count() == 1;
        List<String> terms = new ArrayList<>();
        weights.forEach((name, weight) -> terms.add(equal ? name : name + "=" + Math.round(weight * 4)));
        return String.join("+", terms);
    }

    private TensorSource open(Path checkpoint) {
        return new InputFiles(store, Limits.DEFAULT)
                .openCheckpoint(checkpoint.toUri().toString(), null)
                .source();
    }

    private TensorSource safetensors(Path file) {
        return SafetensorsFile.open(store.open(Location.of(file)), Limits.DEFAULT);
    }

    private static float[] floats(TensorSource source, String name) {
        byte[] bytes = bytes(source, name);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static byte[] bytes(TensorSource source, String name) {
        TensorInfo tensor = source.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(source.uri() + " has no " + name));
        ByteBuffer bytes = ByteBuffer.allocate((int) tensor.sizeBytes());
        source.read(tensor, 0, bytes);
        return bytes.array();
    }
}
