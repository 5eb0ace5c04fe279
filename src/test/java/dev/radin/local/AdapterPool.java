package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.cache.InputFiles;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.SoupForm;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Soup;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import dev.radin.tensor.adapter.AdapterFiles;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The adapters of {@code examples/adapters} as a pool, and what they do to their base, multiplied out. */
final class AdapterPool {

    static final Path FOLDER = Path.of("examples/adapters").toAbsolutePath();
    static final Path BASE = Quickstart.FOLDER.resolve("architecture.pt");
    static final List<String> HEALTHY = List.of("r2", "r4", "r4-long", "r4-wide", "r6-without-stem", "r8", "r8-rslora");
    static final String DIVERGED = "r4-diverged";
    static final SoupForm MERGED = new SoupForm(SoupForm.Type.Merged, null);

    private AdapterPool() {}

    /** All of them. */
    static Quickstart quickstart(Path output) {
        Quickstart quickstart = new Quickstart(output);
        quickstart.models = models(Stream.concat(HEALTHY.stream(), Stream.of(DIVERGED)), FOLDER);
        quickstart.base = new Selection.Base(Quickstart.uri(BASE), null, null);
        return quickstart;
    }

    static List<Selection.Model> models(Stream<String> names, Path folder) {
        return names.map(name -> new Selection.Model(name, Quickstart.uri(folder.resolve(name)), null, null))
                .toList();
    }

    /** None of them, but a checkpoint of the same network. */
    static Selection.Model wholeModel() {
        return Quickstart.modelsIn(Quickstart.FOLDER.resolve("models")).get(2);
    }

    /** One soup of these alone. */
    static Quickstart listed(Path output, List<String> members) {
        Quickstart quickstart = quickstart(output);
        quickstart.budget = 1;
        quickstart.strategy = new StrategyChoice(
                StrategyChoice.Type.Listed, 50, 0, List.of(new StrategyChoice.Listed("soup", members, null)));
        return quickstart;
    }

    /** @return the same with one of them in another place */
    static List<Selection.Model> with(List<Selection.Model> models, String name, Path place) {
        return models.stream()
                .map(model -> model.name().equals(name)
                        ? new Selection.Model(name, Quickstart.uri(place), null, null)
                        : model)
                .toList();
    }

    /** A copy with another configuration, in a folder of its name. */
    static Path edited(Path folder, String adapter, UnaryOperator<ObjectNode> edit) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(adapter));
        Path weights = Path.of("adapter_model.safetensors");
        Files.copy(FOLDER.resolve(adapter).resolve(weights), copy.resolve(weights));
        ObjectNode config =
                (ObjectNode) AdapterFiles.json(FOLDER.resolve(adapter).resolve("adapter_config.json"));
        Files.writeString(
                copy.resolve("adapter_config.json"), edit.apply(config).toString());
        return copy;
    }

    static Path soup(Report report) {
        return Path.of(URI.create(report.choice().uri()));
    }

    static Soup manifest(Path soup) {
        return Quickstart.read(Quickstart.uri(soup.resolve("soup.json")), Soup.class);
    }

    static List<String> files(Path soup) throws IOException {
        try (Stream<Path> files = Files.list(soup)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** By module; of modules that it does not change zero. */
    static Map<String, double[]> updates(String adapter) {
        Map<String, double[]> updates = zero();
        updates.putAll(AdapterFiles.products(FOLDER.resolve(adapter)));
        return updates;
    }

    static Map<String, double[]> zero() {
        return new HashMap<>(
                Map.of("stem", new double[128 * 16], "body", new double[128 * 128], "head", new double[26 * 128]));
    }

    static Map<String, double[]> mean(List<String> adapters) {
        Map<String, double[]> mean = zero();
        adapters.forEach(adapter -> add(mean, adapter, 1.0 / adapters.size()));
        return mean;
    }

    static void add(Map<String, double[]> sum, String adapter, double weight) {
        updates(adapter)
                .forEach((module, update) ->
                        Arrays.setAll(sum.get(module), k -> sum.get(module)[k] + weight * update[k]));
    }

    static void assertUpdate(Path soup, Map<String, double[]> expected, double tolerance) {
        Map<String, double[]> products = AdapterFiles.products(soup);
        expected.forEach((module, update) ->
                assertThat(products.get(module)).as(module).containsExactly(update, within(tolerance)));
    }

    /** A base with updates in its weights, by tensor. */
    static Map<String, double[]> merged(Map<String, double[]> base, Map<String, double[]> updates) {
        Map<String, double[]> merged = new HashMap<>(base);
        updates.forEach((module, update) -> merged.put(module + ".weight", sum(base.get(module + ".weight"), update)));
        return merged;
    }

    static Map<String, double[]> base() {
        Map<String, double[]> tensors = new HashMap<>();
        try (Checkpoint base = openBase()) {
            base.tensors().forEach(tensor -> tensors.put(tensor.name(), AdapterFiles.values(base.source(), tensor)));
        }
        return tensors;
    }

    static Checkpoint openBase() {
        return new InputFiles(Stores.local(), Limits.DEFAULT).openCheckpoint(Quickstart.uri(BASE), null);
    }

    private static double[] sum(double[] one, double[] other) {
        double[] sum = one.clone();
        Arrays.setAll(sum, k -> one[k] + other[k]);
        return sum;
    }

    static double[] minus(double[] one, double[] other) {
        double[] difference = one.clone();
        Arrays.setAll(difference, k -> one[k] - other[k]);
        return difference;
    }

    static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }
}
