package dev.radin.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.location.Location;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Checkpoints;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointWriterTest {

    private static final Location INDEX = Location.of("file:///in/model.safetensors.index.json");
    private static final Location OUT = Location.of("file:///out/");
    private static final String INDEX_JSON =
            """
            {
              "metadata" : {
                "total_size" : 16
              },
              "weight_map" : {
                "b" : "model-00002-of-00003.safetensors",
                "e" : "model-00003-of-00003.safetensors",
                "a" : "model-00001-of-00003.safetensors",
                "c" : "model-00002-of-00003.safetensors"
              }
            }
            """;

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void mirrorsTheShardsAndTheIndexOfItsInputByteForByte() {
        store.with(INDEX.toString(), INDEX_JSON.getBytes(StandardCharsets.UTF_8));
        in("1", new TestTensors().f32("a", 1));
        in("2", new TestTensors().f32("c", 2, 3).f32("b", 4));
        in("3", new TestTensors().with("e", DType.F32, List.of(0L), new byte[0]));

        try (Checkpoint input = new Checkpoints(store, Limits.DEFAULT, List.of()).open(INDEX, null)) {
            copy(input.source(), input.layout());
        }

        for (String name : store.list(Location.of("file:///in/"))) {
            assertThat(store.content("file:///out/" + name)).as(name).isEqualTo(store.content("file:///in/" + name));
        }
        assertThat(store.list(OUT)).hasSize(4);
    }

    @Test
    void aSingleFileNeedsNoIndex() {
        TestTensors content = new TestTensors().f32("a", 1).f32("b", 2);

        copy(content.open(), CheckpointLayout.singleFile(content.infos(), Map.of()));

        assertThat(store.list(OUT)).containsExactly("model.safetensors");
        assertThat(store.content("file:///out/model.safetensors")).isEqualTo(content.bytes());
    }

    @Test
    void whatIsNotFinishedIsNotThere() {
        TestTensors content = new TestTensors().f32("a", 1);
        CheckpointLayout layout = CheckpointLayout.singleFile(content.infos(), Map.of());

        try (CheckpointWriter writer = writer(layout, content.infos())) {
            assertThatThrownBy(writer::finish).hasMessageContaining("a was not written whole");
        }

        assertThat(store.list(OUT)).isEmpty();
    }

    @Test
    void aForeignFileOfThatNameIsNeverPartOfTheCheckpoint() {
        TestTensors content = new TestTensors().f32("a", 1);
        CheckpointLayout layout = CheckpointLayout.singleFile(content.infos(), Map.of());
        byte[] foreign = new TestTensors().f32("a", 2).bytes();
        store.with("file:///out/model.safetensors", foreign);

        try (CheckpointWriter writer = writer(layout, content.infos())) {
            writer.write(content.infos().get(0), TestTensors.read(content.open(), "a"));
            assertThatThrownBy(writer::finish).hasMessageContaining("model.safetensors: was written by another");
            assertThat(writer.published()).isEmpty();
        }

        assertThat(store.content("file:///out/model.safetensors")).isEqualTo(foreign);
    }

    @Test
    void whereEqualNamesAreEqualContentAnotherWritersFileIsAsGood() {
        TestTensors content = new TestTensors().f32("a", 1);
        CheckpointLayout layout = CheckpointLayout.singleFile(content.infos(), Map.of());
        store.with("file:///out/model.safetensors", content.bytes());

        try (CheckpointWriter writer = writer(CheckpointWriter.Existing.SAME_CONTENT, layout, content.infos())) {
            writer.write(content.infos().get(0), TestTensors.read(content.open(), "a"));
            writer.finish();

            assertThat(writer.published()).containsExactly("model.safetensors");
        }
    }

    @Test
    void theTensorsMustBeThoseOfTheLayout() {
        CheckpointLayout layout =
                CheckpointLayout.singleFile(new TestTensors().f32("a", 1).infos(), Map.of());

        assertThatThrownBy(() -> writer(layout, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private void copy(TensorSource source, CheckpointLayout layout) {
        try (CheckpointWriter writer = writer(layout, source.tensors())) {
            for (TensorInfo tensor : writer.tensors()) {
                writer.write(tensor, TestTensors.read(source, tensor.name()));
            }
            writer.finish();
        }
    }

    private CheckpointWriter writer(CheckpointLayout layout, List<TensorInfo> tensors) {
        return writer(CheckpointWriter.Existing.FOREIGN, layout, tensors);
    }

    private CheckpointWriter writer(
            CheckpointWriter.Existing existing, CheckpointLayout layout, List<TensorInfo> tensors) {
        return new CheckpointWriter(name -> store.create(OUT.sibling(name)), existing, layout, tensors);
    }

    private void in(String shard, TestTensors content) {
        store.with("file:///in/model-0000" + shard + "-of-00003.safetensors", content.bytes());
    }
}
