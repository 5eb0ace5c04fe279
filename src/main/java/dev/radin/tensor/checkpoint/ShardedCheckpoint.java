package dev.radin.tensor.checkpoint;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Store;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.CheckpointLayout;
import dev.radin.tensor.safetensors.ShardIndex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A checkpoint spread over several files by an index, read as one. The index decides what belongs to it. */
final class ShardedCheckpoint implements TensorSource {

    private static final int OPEN_FILES = 2;
    private static final int NAMES_SHOWN = 4;

    private final Location index;
    private final ShardIndex files;
    private final OpenShards open;
    /** By file name, in the order in which the index names them first. */
    private final Map<String, TensorSource> shards = new LinkedHashMap<>();

    private final List<TensorInfo> tensors = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    private ShardedCheckpoint(Location index, ShardIndex files, OpenShards open) {
        this.index = index;
        this.files = files;
        this.open = open;
    }

    /**
     * Reads the index and what every shard says that it holds. The tensors' order is that of the files, shard by shard. A
     * tensor that the index does not name is left out with a note.
     *
     * @param openShard reads one file, and takes over its blob
     * @throws RadinException {@code InputNotFound} when the index or a shard is missing, which comes before any complaint
     *     about what the others contain; {@code CorruptModel} when a file breaks its format, or index and shards disagree
     */
    static ShardedCheckpoint open(
            Store store, Location index, Limits limits, Function<Blob, ? extends TensorSource> openShard) {
        ShardIndex files;
        try (Blob blob = store.open(index)) {
            files = ShardIndex.read(blob, limits, new FileError(Reason.CorruptModel, index.toString()));
        }
        Set<String> fileNames = new LinkedHashSet<>(files.files().values());
        for (String fileName : fileNames) {
            if (store.stat(index.sibling(fileName)).isEmpty()) {
                throw new RadinException(
                        Reason.InputNotFound,
                        index.sibling(fileName) + " does not exist, but " + index
                                + " names it. Copy all shards into the folder of the index.");
            }
        }
        OpenShards open = new OpenShards(fileName -> store.open(index.sibling(fileName)), OPEN_FILES);
        ShardedCheckpoint checkpoint = new ShardedCheckpoint(index, files, open);
        try {
            for (String fileName : fileNames) {
                checkpoint.add(fileName, openShard.apply(open.shard(fileName)));
            }
            checkpoint.checkNoneIsMissing();
            open.closeUnread();
            return checkpoint;
        } catch (RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    private void add(String fileName, TensorSource shard) {
        shards.put(fileName, shard);
        notes.addAll(shard.notes());
        List<String> unnamed = new ArrayList<>();
        for (TensorInfo tensor : shard.tensors()) {
            String expected = files.files().get(tensor.name());
            if (fileName.equals(expected)) {
                tensors.add(tensor);
            } else if (expected == null) {
                unnamed.add("`" + tensor.name() + "`");
            } else {
                throw new FileError(Reason.CorruptModel, shard.uri())
                        .because(
                                "it holds tensor \"" + tensor.name() + "\", which the index says is in " + expected,
                                "Copy shards and index from the same checkpoint");
            }
        }
        if (!unnamed.isEmpty()) {
            notes.add("left out " + Listing.of(unnamed, NAMES_SHOWN) + " in " + fileName
                    + ", which the index does not name");
        }
    }

    private void checkNoneIsMissing() {
        Set<String> missing = new LinkedHashSet<>(files.files().keySet());
        tensors.forEach(tensor -> missing.remove(tensor.name()));
        if (!missing.isEmpty()) {
            String first = missing.iterator().next();
            throw new FileError(Reason.CorruptModel, index.toString())
                    .because(
                            "the index says that " + files.files().get(first) + " holds tensor \"" + first
                                    + "\", but it does not (" + missing.size() + " such tensors)",
                            "Copy shards and index from the same checkpoint");
        }
    }

    /** How the same shards are written as safetensors. */
    CheckpointLayout layout() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        shards.keySet().forEach(fileName -> names.put(fileName, new ArrayList<>()));
        tensors.forEach(tensor -> names.get(files.files().get(tensor.name())).add(tensor.name()));
        List<CheckpointLayout.Shard> layout = new ArrayList<>();
        names.forEach((fileName, held) -> layout.add(
                new CheckpointLayout.Shard(fileName, held, shards.get(fileName).metadata())));
        return CheckpointLayout.sharded(index.name(), List.copyOf(files.files().keySet()), layout);
    }

    List<Location> files() {
        return shards.keySet().stream().map(fileName -> index.sibling(fileName)).toList();
    }

    @Override
    public String uri() {
        return index.toString();
    }

    @Override
    public List<TensorInfo> tensors() {
        return Collections.unmodifiableList(tensors);
    }

    /** That of the first shard. */
    @Override
    public Map<String, String> metadata() {
        return shards.values().iterator().next().metadata();
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void read(TensorInfo tensor, long offset, ByteBuffer target) {
        String fileName = files.files().get(tensor.name());
        if (fileName == null) {
            throw new IllegalArgumentException(uri() + " has no tensor " + tensor.name());
        }
        shards.get(fileName).read(tensor, offset, target);
    }

    @Override
    public void close() {
        open.close();
    }
}
