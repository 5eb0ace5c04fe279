package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.soup.Threads;
import dev.radin.store.InMemoryStore;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.safetensors.SafetensorsFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedCheckpointTest {

    private static final Location INDEX = Location.of("file:///m/model.safetensors.index.json");

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void readsTensorsFromTheirShards() {
        index("\"c\":\"2.safetensors\",\"a\":\"1.safetensors\",\"b\":\"1.safetensors\"");
        shard("1.safetensors", new TestTensors().f32("a", 1).f32("b", 2, 3));
        shard("2.safetensors", new TestTensors().f32("c", 4));

        try (ShardedCheckpoint source = open()) {
            assertThat(source.tensors()).extracting(TensorInfo::name).containsExactly("c", "a", "b");
            assertThat(TestTensors.floats(source, "b")).containsExactly(2, 3);
            assertThat(TestTensors.floats(source, "c")).containsExactly(4);
            assertThat(source.layout().fileNames())
                    .containsExactly("2.safetensors", "1.safetensors", "model.safetensors.index.json");
        }
        assertThat(store.openBlobs()).isZero();
    }

    @Test
    void keepsFewFilesOpenHoweverManyThereAre() {
        int readers = 3;
        StringBuilder map = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            map.append(i == 0 ? "" : ",").append("\"t" + i + "\":\"" + i + ".safetensors\"");
            shard(i + ".safetensors", new TestTensors().f32("t" + i, i));
        }
        index(map.toString());

        try (ShardedCheckpoint source = open()) {
            List<float[]> values = Threads.of(readers).map(400, i -> TestTensors.floats(source, "t" + i % 40));
            for (int i = 0; i < values.size(); i++) {
                assertThat(values.get(i)).containsExactly(i % 40);
            }
        }

        assertThat(store.mostOpenBlobs()).isLessThanOrEqualTo(2 + readers);
        assertThat(store.openBlobs()).isZero();
    }

    @Test
    void aMissingShardIsNotFoundEvenBesideACorruptOne() {
        index("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"");
        store.with("file:///m/1.safetensors", new byte[3]);

        assertThatThrownBy(this::open)
                .hasMessageContaining("file:///m/2.safetensors does not exist, but " + INDEX + " names it")
                .extracting("reason")
                .isEqualTo(Reason.InputNotFound);
    }

    @Test
    void aMissingIndexIsNotFound() {
        assertThatThrownBy(this::open).extracting("reason").isEqualTo(Reason.InputNotFound);
    }

    @Test
    void aTensorThatItsShardLacksIsNamed() {
        index("\"a\":\"1.safetensors\",\"b\":\"1.safetensors\"");
        shard("1.safetensors", new TestTensors().f32("a", 1));

        assertCorrupt("1.safetensors holds tensor \"b\", but it does not");
    }

    @Test
    void aTensorThatTheIndexDoesNotNameIsLeftOut() {
        index("\"a\":\"1.safetensors\"");
        shard("1.safetensors", new TestTensors().f32("a", 1).f32("b", 1));

        try (ShardedCheckpoint source = open()) {
            assertThat(source.tensors()).extracting(TensorInfo::name).containsExactly("a");
            assertThat(source.layout().shards().get(0).tensorNames()).containsExactly("a");
            assertThat(source.notes()).containsExactly("left out `b` in 1.safetensors, which the index does not name");
        }
    }

    @Test
    void aTensorInAnotherShardThanTheIndexSaysIsNamed() {
        index("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"");
        shard("1.safetensors", new TestTensors().f32("a", 1).f32("b", 1));
        shard("2.safetensors", new TestTensors().f32("b", 1));

        assertCorrupt("\"b\", which the index says is in 2.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../1.safetensors",
                "/etc/passwd",
                "a/1.safetensors",
                "a\\\\1.safetensors",
                "..",
                ".",
                "",
                "file:x",
                "a\\n.safetensors"
            })
    void aShardOutsideTheFolderIsRefused(String name) {
        index("\"a\":\"" + name + "\"");

        assertCorrupt("which is not a file in its own folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"weight_map\":[]}",
                "{\"weight_map\":{}}",
                "{\"weight_map\":{\"a\":1}}",
                "{\"weight_map\":{\"a\":\"x\",\"a\":\"y\"}}",
                "{\"weight_map\":{\"a\":\"x\"}} more"
            })
    void anIndexThatIsNoneIsRefused(String content) {
        store.with(INDEX.toString(), content.getBytes(StandardCharsets.UTF_8));

        assertCorrupt(INDEX + ": the index");
    }

    @Test
    void anIndexBeyondTheLimitIsRefusedUnread() {
        store.with(INDEX.toString(), new byte[2000]);

        assertThatThrownBy(() -> open(new Limits(1000, 1, 1, 10, 1)))
                .hasMessageContaining("larger than the limit of 1000");

        assertThat(store.bytesRead()).isZero();
    }

    @Test
    void aShardThatChangesItsSizeMeanwhileIsNoticed() {
        index("\"a\":\"1.safetensors\"");
        shard("1.safetensors", new TestTensors().f32("a", 1));

        try (ShardedCheckpoint source = open()) {
            shard("1.safetensors", new TestTensors().f32("a", 1, 2));

            assertThatThrownBy(() -> source.read(source.tensors().get(0), 0, ByteBuffer.allocate(4)))
                    .extracting("reason")
                    .isEqualTo(Reason.InputChanged);
        }
    }

    @Test
    void namesThatNeedEscapesInAUriAreFound() {
        index("\"a\":\"my model #1 50%.safetensors\"");
        store.with(
                "file:///m/my%20model%20%231%2050%25.safetensors",
                new TestTensors().f32("a", 5).bytes());

        try (ShardedCheckpoint source = open()) {
            assertThat(TestTensors.floats(source, "a")).containsExactly(5);
        }
    }

    private void assertCorrupt(String message) {
        assertThatThrownBy(this::open)
                .hasMessageContaining(message)
                .extracting("reason")
                .isEqualTo(Reason.CorruptModel);
        assertThat(store.openBlobs()).isZero();
    }

    private ShardedCheckpoint open() {
        return open(Limits.DEFAULT);
    }

    private ShardedCheckpoint open(Limits limits) {
        return ShardedCheckpoint.open(store, INDEX, limits, shard -> SafetensorsFile.open(shard, limits));
    }

    private void index(String weightMap) {
        String json = "{\"metadata\":{\"total_size\":1.5e3,\"x\":[{}]},\"weight_map\":{" + weightMap + "}}";
        store.with(INDEX.toString(), json.getBytes(StandardCharsets.UTF_8));
    }

    private void shard(String name, TestTensors content) {
        store.with("file:///m/" + name, content.bytes());
    }
}
