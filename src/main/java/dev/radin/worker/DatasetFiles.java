package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.location.Location;
import dev.radin.location.OwnName;
import dev.radin.protocol.Inspection;
import dev.radin.store.Blob;
import dev.radin.store.ScratchFile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Datasets as a program is given them: the path of a file, fetched where it is not on this machine, or a text as it is. */
final class DatasetFiles implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 20;

    private final Workspace workspace;
    private final Map<String, ScratchFile> fetched = new HashMap<>();

    DatasetFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    String of(Inspection.Dataset dataset) {
        String uri = dataset.input().uri();
        if (OwnName.is(uri)) {
            return uri;
        }
        return workspace
                .store()
                .localFile(Location.of(uri))
                .orElseGet(() -> fetched.computeIfAbsent(uri, this::fetch).path())
                .toAbsolutePath()
                .toString();
    }

    private ScratchFile fetch(String uri) {
        String name = Location.of(uri).name();
        int dot = name.lastIndexOf('.');
        String suffix = dot < 0 ? "" : name.substring(dot).replaceAll("[^A-Za-z0-9.]", "");
        return ScratchFile.written(workspace.settings().scratch(), suffix, file -> copy(uri, file));
    }

    private void copy(String uri, ScratchFile file) {
        try (Blob blob = workspace.inputs().open(uri)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
            for (long at = 0; at < blob.sizeBytes(); at += BLOCK_BYTES) {
                block.clear().limit((int) Math.min(BLOCK_BYTES, blob.sizeBytes() - at));
                blob.read(at, block);
                file.write(block.flip());
            }
        }
    }

    @Override
    public void close() {
        fetched.values().forEach(ScratchFile::close);
    }
}
