package dev.radin.local;

import static dev.radin.local.AdapterPool.FOLDER;
import static dev.radin.local.AdapterPool.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Selection;
import dev.radin.store.Blob;
import dev.radin.store.ForwardingStore;
import dev.radin.store.Stores;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at adapters reads of their base, which has many files and lies in a bucket, in earnest. */
class AdapterReadsTest {

    @TempDir
    private Path folder;

    private Path base;

    @BeforeEach
    void writeBase() throws IOException {
        base = Files.createDirectories(folder.resolve("base"));
        TestTensors tensors = new TestTensors();
        try (Checkpoint network = AdapterPool.openBase()) {
            network.tensors()
                    .forEach(tensor -> tensors.with(
                            tensor.name(),
                            tensor.dtype(),
                            tensor.shape(),
                            TestTensors.read(network.source(), tensor.name()).array()));
        }
        Files.write(base.resolve("model.safetensors"), tensors.bytes());
        Files.writeString(base.resolve("config.json"), "{\"model_type\": \"letters\"}");
        Files.writeString(base.resolve("tokenizer.json"), "{}");
    }

    @Test
    void isTheSameForManyAdaptersAsForTwo() {
        Map<String, Integer> two = opened(2);

        assertThat(opened(HEALTHY.size())).isEqualTo(two);
        assertThat(two).containsOnlyKeys("model.safetensors", "config.json", "tokenizer.json");
    }

    /** How often each file of the base was opened. */
    private Map<String, Integer> opened(int adapters) {
        Map<String, Integer> opened = new ConcurrentSkipListMap<>();
        Quickstart quickstart = AdapterPool.listed(folder.resolve("out"), HEALTHY.subList(0, 2));
        quickstart.models = AdapterPool.models(HEALTHY.stream().limit(adapters), FOLDER);
        quickstart.base = new Selection.Base(Quickstart.uri(base), null, null);
        quickstart.evaluator = new Evaluator(null, List.of("letters"), "1", Evaluator.Mode.Serve, 60);
        quickstart.store = new ForwardingStore(Stores.local()) {
            @Override
            public Blob open(Location uri) {
                if (uri.sibling("").toString().equals(Quickstart.uri(base) + "/")) {
                    opened.merge(uri.name(), 1, Integer::sum);
                }
                return super.open(uri);
            }
        };
        assertThat(quickstart.dryRun().vertexPasses()).isEqualTo(adapters);
        return opened;
    }
}
