package dev.radin.tensor.checkpoint;

import dev.radin.fault.Counted;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.Digests;
import dev.radin.store.Store;
import dev.radin.tensor.FileError;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.safetensors.CheckpointLayout;
import dev.radin.tensor.safetensors.ShardIndex;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens whatever people call a checkpoint: a file of a known format, a folder, the index of shards. */
public final class Checkpoints {

    private static final int FIRST_BYTES = 512;

    private final Store store;
    private final Limits limits;
    private final List<CheckpointFormat> formats;

    /** @param others the single-file formats besides safetensors, asked in this order */
    public Checkpoints(Store store, Limits limits, List<CheckpointFormat> others) {
        this.store = store;
        this.limits = limits;
        this.formats = Stream.concat(others.stream(), Stream.of(new SafetensorsFormat()))
                .toList();
    }

    /**
     * @param uri a file, an index, or a folder (with or without a slash at the end)
     * @param key which of several weights in it, as {@link dev.radin.tensor.StateDictKey} says; null for the usual ones
     * @throws RadinException {@code InputNotFound} for whatever is missing; {@code InvalidSpec} for a folder that does not
     *     say which of its files is meant; {@code CorruptModel} for content that is no usable checkpoint
     */
    public Checkpoint open(Location uri, String key) {
        Optional<Blob> single = uri.isFolder() || ShardIndex.isName(uri.name()) ? Optional.empty() : openIfPresent(uri);
        if (single.isPresent()) {
            return openFile(uri, single.get(), key);
        }
        Location file = new CheckpointFolder(store).resolve(uri);
        return ShardIndex.isName(file.name()) ? openShards(file, key) : openFile(file, store.open(file), key);
    }

    /** Most are files, and to ask first whether one is there would be another request to a server. */
    private Optional<Blob> openIfPresent(Location uri) {
        try {
            return Optional.of(store.open(uri));
        } catch (RadinException e) {
            if (e.reason() == Reason.InputNotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The content digest of an input: of its file, or of a checkpoint's shards and their names. Reads every byte.
     *
     * @param files one, or as {@link Checkpoint#files} gives them
     */
    public String digest(List<Location> files) {
        Map<String, String> digests = new TreeMap<>();
        for (Location file : files) {
            try (Blob blob = store.open(file)) {
                digests.put(file.name(), Digests.of(blob));
            }
        }
        return files.size() == 1 ? digests.values().iterator().next() : Digests.ofFiles(digests);
    }

    private Checkpoint openShards(Location index, String key) {
        Set<String> found = new LinkedHashSet<>();
        ShardedCheckpoint source = ShardedCheckpoint.open(store, index, limits, shard -> {
            CheckpointFormat format = recognise(shard);
            found.add(format.name());
            return format.open(shard, limits, null);
        });
        List<Location> files = source.files();
        String format = String.join(" and ", found) + " in " + Counted.of(files.size(), "shard");
        Checkpoint whole = new Checkpoint(source, files, Optional.of(index), format, source.layout(), source.notes());
        return key == null ? whole : whole.below(key);
    }

    private Checkpoint openFile(Location file, Blob blob, String key) {
        CheckpointFormat format;
        try {
            format = recognise(blob);
        } catch (RuntimeException e) {
            blob.close();
            throw e;
        }
        TensorSource source = format.open(blob, limits, key);
        CheckpointLayout layout =
                CheckpointLayout.singleFile(source.tensors(), CheckpointLayout.pytorchMetadata(source.metadata()));
        return new Checkpoint(source, List.of(file), Optional.empty(), format.name(), layout, source.notes());
    }

    /** Whether a file begins as one of the formats does, or as what people hand over in place of a checkpoint. */
    public boolean mayBe(Location file) {
        try (Blob blob = store.open(file)) {
            ByteBuffer first = firstBytes(blob);
            return formats.stream().anyMatch(format -> format.recognises(first))
                    || FileSniffer.recognise(first, file.name()).isPresent();
        }
    }

    private static ByteBuffer firstBytes(Blob blob) {
        ByteBuffer read = ByteBuffer.allocate((int) Math.min(FIRST_BYTES, blob.sizeBytes()));
        blob.read(0, read);
        return read.flip().asReadOnlyBuffer();
    }

    private CheckpointFormat recognise(Blob blob) {
        ByteBuffer first = firstBytes(blob);
        return formats.stream()
                .filter(format -> format.recognises(first))
                .findFirst()
                .orElseThrow(() -> unknown(blob, first));
    }

    private RadinException unknown(Blob blob, ByteBuffer first) {
        FileSniffer wrong = FileSniffer.recognise(first, Location.of(blob.uri()).name())
                .orElseGet(() -> new FileSniffer(
                        "not a checkpoint of a known kind ("
                                + formats.stream().map(CheckpointFormat::name).collect(Collectors.joining(", ")) + ")",
                        "If it was one, copy it here again, as it may be damaged or cut short; else save the weights as"
                                + " safetensors"));
        return new FileError(Reason.CorruptModel, blob.uri()).because("this is " + wrong.description(), wrong.advice());
    }
}
