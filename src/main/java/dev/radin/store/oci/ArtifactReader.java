package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.store.ScratchFile;
import dev.radin.store.http.Http;
import dev.radin.store.http.RangedBlob;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.ReadAhead;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds the files of artifacts in their layers: files as ORAS and ModelPack push them, archives of ModelKits, of ModelPack, of
 * folders that ORAS pushes and of container images (ModelCar). Archives are read in place, but for those that are compressed:
 * these are unpacked to scratch, once in a process.
 */
final class ArtifactReader {

    /**
     * An archive, and how it is opened under a URI.
     *
     * @param scratchBytes that it takes there
     */
    private record Archive(List<TarEntry> entries, long scratchBytes, Function<String, Blob> content) {}

    private final Http http;
    private final ReadAhead readAhead;
    private final Unpacking unpacking;
    private final Map<String, Archive> archives = new ConcurrentHashMap<>();

    ArtifactReader(Http http, ReadAhead readAhead, Unpacking unpacking) {
        this.http = http;
        this.readAhead = readAhead;
        this.unpacking = unpacking;
    }

    /**
     * @param uri of the artifact, for messages
     * @throws RadinException {@code InvalidInput} where a layer is no archive that can be read, {@code InputChanged},
     *     {@code StorageFailed} where scratch has no room for those that are compressed
     */
    Artifact read(String uri, Repository repository, List<Layer> layers) {
        unpacking.requireRoom(
                uri,
                layers.stream()
                        .filter(layer -> layer.packing().isCompressed() && !archives.containsKey(layer.digest()))
                        .distinct()
                        .mapToLong(Layer::sizeBytes)
                        .sum());
        LayeredFiles files = new LayeredFiles(uri);
        for (Layer layer : layers) {
            Function<String, Blob> content = at -> ranged(new OciFile(repository, at, layer));
            if (layer.packing() == Packing.FILE) {
                files.put(
                        layer.path(),
                        new ArtifactFile(layer.sizeBytes(), layer.digest(), Optional.of(layer.digest()), content));
            } else {
                Archive archive = archives.computeIfAbsent(layer.digest(), digest -> archive(uri, layer, content));
                put(files, layer, archive);
            }
        }
        return files.artifact();
    }

    /** What has been unpacked so far. */
    long scratchBytes() {
        return archives.values().stream().mapToLong(Archive::scratchBytes).sum();
    }

    private static void put(LayeredFiles files, Layer layer, Archive archive) {
        if (layer.isOfImage()) {
            files.takeAway(archive.entries());
        }
        for (TarEntry entry : archive.entries()) {
            if (layer.isOfImage() && LayeredFiles.isWhiteout(entry.name())) {
                continue;
            }
            switch (entry.kind()) {
                case FOLDER -> files.putFolder(entry.path());
                case LINK -> files.put(entry.path(), ArtifactFile.LINK);
                case FILE -> files.put(entry.path(), file(layer, archive, entry));
            }
        }
    }

    private static ArtifactFile file(Layer layer, Archive archive, TarEntry entry) {
        return new ArtifactFile(
                entry.sizeBytes(),
                layer.digest() + " from byte " + entry.start(),
                Optional.empty(),
                uri -> new Slice(archive.content().apply(uri), entry.start(), entry.sizeBytes()));
    }

    private Archive archive(String uri, Layer layer, Function<String, Blob> packed) {
        try (Blob blob = packed.apply(uri)) {
            return layer.packing() == Packing.TAR
                    ? new Archive(entries(layer, blob), 0, packed)
                    : unpacked(layer, blob);
        }
    }

    private Archive unpacked(Layer layer, Blob packed) {
        ScratchFile file = unpacking.unpack(layer, packed);
        try {
            long sizeBytes = file.sizeBytes();
            return new Archive(
                    entries(layer, new UnpackedArchive(packed.uri(), sizeBytes, file)),
                    sizeBytes,
                    uri -> new UnpackedArchive(uri, sizeBytes, file));
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** @throws RadinException {@code InvalidInput} */
    static List<TarEntry> entries(Layer layer, Blob archive) {
        try {
            return TarEntry.of(archive);
        } catch (IOException | IllegalArgumentException e) {
            throw new RadinException(
                    Reason.InvalidInput,
                    archive.uri() + ": its " + layer.shown() + " cannot be read as a tar archive: " + Packing.words(e)
                            + "; push it again",
                    e);
        }
    }

    private Blob ranged(OciFile file) {
        return new RangedBlob(new Ranges(http, file), readAhead);
    }
}
