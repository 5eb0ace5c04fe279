package dev.radin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.HeapBlob;
import dev.radin.store.Publication;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Checkpoints;
import dev.radin.tensor.safetensors.SafetensorsFile;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SafetensorsFuzzTest {

    @FuzzTest
    @DictionaryFile(resourcePath = "safetensors.dict")
    void safetensors(byte[] file) {
        Refusal.allow(() -> {
            try (SafetensorsFile source = SafetensorsFile.open(Bounds.blob(file), Bounds.LIMITS)) {
                Tensors.requireRoundTrip(source);
            }
        });
    }

    /** The index of two shards that are there: {@code a.safetensors} with tensor a, {@code b.safetensors} with b. */
    @FuzzTest
    @DictionaryFile(resourcePath = "safetensors.dict")
    void shardIndex(byte[] index) {
        FolderOfShards folder = new FolderOfShards(index);
        Refusal.allow(() -> {
            Checkpoints checkpoints = new Checkpoints(folder, Bounds.LIMITS, List.of());
            try (Checkpoint checkpoint = checkpoints.open(FolderOfShards.INDEX, null)) {
                checkpoint.tensors().forEach(tensor -> Tensors.bytes(checkpoint.source(), tensor));
            }
        });
    }

    /** Notices when anything outside the folder of the index is asked for. */
    private record FolderOfShards(byte[] index) implements Store {

        private static final String FOLDER = "file:///models/m/";
        private static final Location INDEX = Location.of(FOLDER + "model.safetensors.index.json");
        private static final Map<Location, byte[]> SHARDS = Map.of(
                Location.of(FOLDER + "a.safetensors"), shard("a"), Location.of(FOLDER + "b.safetensors"), shard("b"));

        private static byte[] shard(String tensor) {
            TensorInfo info = new TensorInfo(tensor, DType.U8, List.of(1L));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            SafetensorsWriter writer = new SafetensorsWriter(
                    block -> {
                        while (block.hasRemaining()) {
                            file.write(block.get());
                        }
                    },
                    List.of(info),
                    Map.of());
            writer.write(info, ByteBuffer.wrap(new byte[] {1}));
            writer.finish();
            return file.toByteArray();
        }

        private byte[] content(Location uri) {
            assertThat(uri.resolve(uri.plainPath())).as("as it is written").isEqualTo(uri);
            assertThat(uri.sibling("")).as("folder of %s", uri).isEqualTo(Location.of(FOLDER));
            return uri.equals(INDEX) ? index : SHARDS.get(uri);
        }

        @Override
        public Optional<Stat> stat(Location uri) {
            return Optional.ofNullable(content(uri))
                    .map(bytes -> new Stat(uri.toString(), bytes.length, "", Instant.EPOCH));
        }

        @Override
        public Blob open(Location uri) {
            return new HeapBlob(uri.toString(), content(uri));
        }

        @Override
        public List<String> list(Location folder) {
            throw new AssertionError("nobody needs to list " + folder);
        }

        @Override
        public List<String> folders(Location folder) {
            throw new AssertionError("nobody needs to list " + folder);
        }

        @Override
        public Publication create(Location uri) {
            throw new AssertionError("a reader writes " + uri);
        }

        @Override
        public void delete(Location uri) {
            throw new AssertionError("a reader removes " + uri);
        }
    }
}
