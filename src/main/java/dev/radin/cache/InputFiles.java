package dev.radin.cache;

import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.OwnName;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.store.Absent;
import dev.radin.store.Blob;
import dev.radin.store.FileVersion;
import dev.radin.store.Stat;
import dev.radin.store.Store;
import dev.radin.store.VerifiedBlob;
import dev.radin.tensor.Limits;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.adapter.AdapterSoup;
import dev.radin.tensor.adapter.MergedBase;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.CheckpointFormat;
import dev.radin.tensor.checkpoint.Checkpoints;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.tensor.safetensors.ShardIndex;
import dev.radin.tensor.torch.TorchCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Inputs as the files they consist of: one, or the shards of a checkpoint. */
public final class InputFiles {

    /** The version of what is a text and no file. */
    private static final String NAMED = "named";

    private final Store store;
    private final Limits limits;
    private final Checkpoints checkpoints;

    /** Digests of datasets that this process has read and found right. */
    private final Set<String> verified = ConcurrentHashMap.newKeySet();

    public InputFiles(Store store, Limits limits) {
        this.store = store;
        this.limits = limits;
        this.checkpoints = new Checkpoints(
                store, limits, List.of(CheckpointFormat.zip("PyTorch zip archive", TorchCheckpoint::open)));
    }

    /** @param key which of several weights in it, as {@link dev.radin.tensor.StateDictKey} says; null for the usual ones */
    public Checkpoint openCheckpoint(String uri, String key) {
        return checkpoints.open(Location.of(uri), key);
    }

    /** An adapter is opened as its base with its update in it. */
    public Checkpoint openCheckpoint(Inspection.Input model) {
        if (model.base() == null) {
            return openCheckpoint(model.uri(), model.stateDictKey());
        }
        Checkpoint base = openCheckpoint(model.base());
        try {
            return openOn(base, model).closing(base);
        } catch (RuntimeException | Error e) {
            base.close();
            throw e;
        }
    }

    /**
     * An adapter as its base with its update in it.
     *
     * @param base stays open: many adapters may be opened on it
     */
    public Checkpoint openOn(Checkpoint base, Inspection.Input adapter) {
        Adapter update = openAdapter(adapter);
        try {
            return MergedBase.of(base, AdapterSoup.single(update), limits.bufferBytes() / 2)
                    .checkpoint(Optional.empty());
        } catch (RuntimeException | Error e) {
            update.close();
            throw e;
        }
    }

    /**
     * The adapter itself.
     *
     * @param model which {@link #isAdapter} one
     */
    public Adapter openAdapter(Inspection.Input model) {
        Checkpoint checkpoint = openCheckpoint(model.uri(), model.stateDictKey());
        try {
            return Adapter.of(store, checkpoint);
        } catch (RuntimeException | Error e) {
            checkpoint.close();
            throw e;
        }
    }

    /** Whether it is an adapter of peft, by the names of its files. */
    public boolean isAdapter(Inspection.Input model) {
        Location file = Location.of(
                stats(model.uri(), model.stateDictKey(), false).get(0).uri());
        return Adapter.config(store, file).isPresent();
    }

    /** What lies beside a model's weights. */
    public CompanionFiles companions(Inspection.Input model) {
        try (Checkpoint checkpoint = openCheckpoint(model)) {
            return companions(checkpoint);
        }
    }

    public CompanionFiles companions(Checkpoint model) {
        return CompanionFiles.beside(store, model.files().get(0));
    }

    /** Whether a file begins as a checkpoint does, or as what people take for one. */
    public boolean mayBeCheckpoint(String uri) {
        return checkpoints.mayBe(Location.of(uri));
    }

    /** @throws RadinException {@code InvalidInput} for whatever is wrong with its header or labels */
    public Dataset openDataset(String uri) {
        return Dataset.open(open(uri), limits);
    }

    /** For its inputs alone: it may have no labels. */
    public Dataset openInputs(String uri) {
        return Dataset.openInputs(open(uri), limits);
    }

    /** The file of a dataset, which is held to its digest while it is read, where the store knows that. */
    public Blob open(String uri) {
        Blob blob = store.open(Location.of(uri));
        return blob.digest()
                .filter(digest -> !verified.contains(digest))
                .<Blob>map(digest -> new VerifiedBlob(blob, digest, () -> verified.add(digest)))
                .orElse(blob);
    }

    /**
     * An input that is one file: an architecture, a dataset; or a dataset that is a text.
     *
     * @param pinned the digest that the resource asks for, or null
     * @throws RadinException {@code InputNotFound} when there is none
     */
    public Inspection.Input statFile(String uri, String pinned) {
        if (OwnName.is(uri)) {
            return named(uri);
        }
        Location place = Location.of(uri);
        Stat file = store.stat(place).orElseThrow(() -> missingFile(uri, place));
        return new Inspection.Input(uri, file.sizeBytes(), file.version(), pinned, null);
    }

    private RadinException missingFile(String uri, Location place) {
        return store.folderExists(place)
                ? new RadinException(Reason.InputNotFound, uri + ": is a folder, not a file; name the file in it")
                : Absent.file(place);
    }

    /** A text that is its own content. */
    private static Inspection.Input named(String uri) {
        return new Inspection.Input(uri, 0, NAMED, null, null);
    }

    /** The same input as it is now. */
    Inspection.Input stat(Inspection.Input input) {
        return OwnName.is(input.uri()) ? named(input.uri()) : stat(input.uri(), input.digest(), input.stateDictKey());
    }

    /**
     * @param pinned the digest that the resource asks for, or null
     * @param key which of several weights in it, or null
     */
    public Inspection.Input stat(String uri, String pinned, String key) {
        long sizeBytes = 0;
        List<String> versions = new ArrayList<>();
        List<Stat> files = new ArrayList<>(stats(uri, key, true));
        Adapter.config(store, Location.of(files.get(0).uri())).ifPresent(files::add);
        for (Stat file : files) {
            sizeBytes += file.sizeBytes();
            versions.add(file.version());
        }
        String version = versions.contains("") ? "" : FileVersion.ofAll(versions);
        return new Inspection.Input(uri, sizeBytes, version, pinned, key);
    }

    /**
     * {@code sha256:<hex>}, of the file or of the shards together.
     *
     * @throws RadinException {@code InputChanged} when it is not what its pinned digest says
     */
    String sha256(Inspection.Input input) {
        if (OwnName.is(input.uri())) {
            return "sha256:" + Hash.sha256(List.of("a dataset of an evaluator's own", input.uri()));
        }
        String digest = checkpoints.digest(stats(input.uri(), input.stateDictKey(), false).stream()
                .map(file -> Location.of(file.uri()))
                .toList());
        requirePinned(input, digest);
        return digest;
    }

    /**
     * The digest that the store knows of a dataset, which is read by {@link #open} alone; empty where it knows none.
     *
     * @throws RadinException {@code InputChanged} when it is not what its pinned digest says
     */
    Optional<String> given(Inspection.Input dataset) {
        Optional<String> digest = OwnName.is(dataset.uri())
                ? Optional.empty()
                : store.stat(Location.of(dataset.uri()))
                        .filter(file -> file.version().equals(dataset.version()))
                        .flatMap(Stat::digest);
        digest.ifPresent(given -> requirePinned(dataset, given));
        return digest;
    }

    /** @throws RadinException {@code InputChanged} when a digest is not the one that the resource asks for */
    static void requirePinned(Inspection.Input input, String digest) {
        if (input.digest() != null && !input.digest().equals(digest)) {
            throw new RadinException(
                    Reason.InputChanged,
                    input.uri() + ": its content is " + digest + ", but the resource pins " + input.digest()
                            + "; restore the file or correct the digest");
        }
    }

    /**
     * @param withIndex of a checkpoint in shards, as it decides which of their tensors count; it is no part of their digest,
     *     since it may say the same in other words
     */
    private List<Stat> stats(String uri, String key, boolean withIndex) {
        Location place = Location.of(uri);
        if (!place.isFolder() && !ShardIndex.isName(place.name())) {
            var single = store.stat(place);
            if (single.isPresent()) {
                return List.of(single.get());
            }
        }
        try (Checkpoint checkpoint = checkpoints.open(place, key)) {
            Stream<Location> index = withIndex ? checkpoint.index().stream() : Stream.empty();
            return Stream.concat(checkpoint.files().stream(), index)
                    .map(this::existing)
                    .toList();
        }
    }

    private Stat existing(Location uri) {
        return store.stat(uri).orElseThrow(() -> Absent.file(uri));
    }
}
