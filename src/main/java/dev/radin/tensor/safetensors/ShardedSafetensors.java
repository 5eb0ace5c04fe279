package dev.radin.tensor.safetensors;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.store.Store;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.SafetensorsHeader.Entry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A checkpoint spread over several safetensors files by an index, read as one. */
public final class ShardedSafetensors implements TensorSource {

    private static final int OPEN_FILES = 2;

    /** Where a tensor's bytes are. */
    private record Place(String fileName, long fileBytes, long position, long sizeBytes) {}

    private final URI index;
    private final CheckpointLayout layout;
    private final List<TensorInfo> tensors;
    private final Map<String, Place> places;
    private final OpenShards shards;

    private ShardedSafetensors(
            URI index,
            CheckpointLayout layout,
            List<TensorInfo> tensors,
            Map<String, Place> places,
            OpenShards shards) {
        this.index = index;
        this.layout = layout;
        this.tensors = List.copyOf(tensors);
        this.places = places;
        this.shards = shards;
    }

    /**
     * Reads the index and the header of every shard it names. The tensors' order is that of the files, shard by shard as
     * the index names them first.
     *
     * @throws RadinException {@code InputNotFound} when the index or a shard is missing, which comes before any complaint
     *     about what the others contain; {@code CorruptModel} when a file breaks the format, or index and shards disagree
     */
    public static ShardedSafetensors open(Store store, URI index, Limits limits) {
        ShardIndex files;
        try (Blob blob = store.open(index)) {
            files = ShardIndex.read(blob, limits, new FileError(Reason.CorruptModel, index.toString()));
        }
        List<String> fileNames = files.files().values().stream().distinct().toList();
        for (String fileName : fileNames) {
            if (store.stat(SiblingUris.of(index, fileName)).isEmpty()) {
                throw new RadinException(
                        Reason.InputNotFound,
                        SiblingUris.of(index, fileName) + " does not exist, but " + index
                                + " names it. Copy all shards into the folder of the index.");
            }
        }
        List<TensorInfo> tensors = new ArrayList<>();
        Map<String, Place> places = new HashMap<>();
        List<CheckpointLayout.Shard> shards = new ArrayList<>();
        for (String fileName : fileNames) {
            try (Blob blob = store.open(SiblingUris.of(index, fileName))) {
                FileError refusal = new FileError(Reason.CorruptModel, blob.uri());
                SafetensorsHeader header = new SafetensorsHeaderReader(blob, limits, refusal).read();
                checkAgainst(files, fileName, header, refusal);
                for (Entry entry : header.entries()) {
                    String name = entry.tensor().name();
                    long position = header.dataStart() + entry.begin();
                    places.put(name, new Place(fileName, blob.sizeBytes(), position, entry.sizeBytes()));
                    tensors.add(entry.tensor());
                }
                shards.add(new CheckpointLayout.Shard(fileName, header.names(), header.metadata()));
            }
        }
        checkNoneIsMissing(files, places, index);
        var indexLayout = new CheckpointLayout.Index(
                SiblingUris.fileName(index), List.copyOf(files.files().keySet()));
        return new ShardedSafetensors(
                index,
                new CheckpointLayout(Optional.of(indexLayout), shards),
                tensors,
                places,
                new OpenShards(fileName -> store.open(SiblingUris.of(index, fileName)), OPEN_FILES));
    }

    private static void checkAgainst(ShardIndex files, String fileName, SafetensorsHeader header, FileError refusal) {
        for (String name : header.names()) {
            String expected = files.files().get(name);
            if (!fileName.equals(expected)) {
                throw refusal.because(
                        "it holds tensor \"" + name + "\", which the index "
                                + (expected == null ? "does not name" : "says is in " + expected),
                        "Copy shards and index from the same checkpoint");
            }
        }
    }

    private static void checkNoneIsMissing(ShardIndex files, Map<String, Place> places, URI index) {
        List<String> missing = files.files().keySet().stream()
                .filter(name -> !places.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            String first = missing.get(0);
            throw new FileError(Reason.CorruptModel, index.toString())
                    .because(
                            "the index says that " + files.files().get(first) + " holds tensor \"" + first
                                    + "\", but it does not (" + missing.size() + " such tensors)",
                            "Copy shards and index from the same checkpoint");
        }
    }

    public CheckpointLayout layout() {
        return layout;
    }

    @Override
    public String uri() {
        return index.toString();
    }

    @Override
    public List<TensorInfo> tensors() {
        return tensors;
    }

    /** That of the first shard. */
    @Override
    public Map<String, String> metadata() {
        return layout.shards().get(0).metadata();
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        Place place = places.get(tensor.name());
        if (place == null) {
            throw new IllegalArgumentException(uri() + " has no tensor " + tensor.name());
        }
        Objects.checkFromIndexSize(offset, target.remaining(), place.sizeBytes());
        shards.read(place.fileName(), place.fileBytes(), place.position() + offset, target);
    }

    @Override
    public void close() {
        shards.close();
    }
}
