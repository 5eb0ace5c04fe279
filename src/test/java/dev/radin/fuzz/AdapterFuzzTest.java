package dev.radin.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.location.Location;
import dev.radin.soup.Mixture;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.adapter.AdapterSoup;
import dev.radin.tensor.adapter.AveragedAdapter;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Checkpoints;
import java.util.List;

class AdapterFuzzTest {

    /** The configuration beside factors of rank 2. */
    @FuzzTest
    @DictionaryFile(resourcePath = "adapter.dict")
    void adapterConfig(byte[] config) {
        InMemoryStore store = new InMemoryStore()
                .with("file:///a/adapter_config.json", config)
                .with(
                        "file:///a/adapter_model.safetensors",
                        new TestTensors()
                                .with("layers.0.query.lora_A.weight", DType.F32, List.of(2L, 1L), new byte[8])
                                .with("layers.0.query.lora_B.weight", DType.F32, List.of(1L, 2L), new byte[8])
                                .bytes());
        Refusal.allow(() -> {
            try (Checkpoint checkpoint =
                    new Checkpoints(store, Bounds.LIMITS, List.of()).open(Location.of("file:///a/"), null)) {
                Adapter adapter = Adapter.of(store, checkpoint);
                AveragedAdapter.exact(AdapterSoup.of(List.of(adapter), Mixture.single(0)))
                        .config();
            }
        });
    }
}
