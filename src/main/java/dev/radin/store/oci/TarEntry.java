package dev.radin.store.oci;

import dev.radin.fault.Printable;
import dev.radin.store.Blob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * What an archive has by a path, and where in the archive.
 *
 * @param path plain, without slashes at its ends
 */
record TarEntry(String path, Kind kind, long start, long sizeBytes) {

    enum Kind {
        FILE,
        FOLDER,
        /** Symbolic or hard. */
        LINK
    }

    /** Of an archive, all that describes its files; not their content. */
    private static final long MOST_HEADER_BYTES = 64L << 20;

    /** Characters of a name in a message. */
    private static final int SHOWN = 200;

    /**
     * Those of an archive, of which the headers are read and nothing else. Devices and the like are passed over.
     *
     * @throws IOException in words, where it is no archive, is not whole, or names what is outside of it
     */
    static List<TarEntry> of(Blob archive) throws IOException {
        List<TarEntry> entries = new ArrayList<>();
        try (TarFile tar = new TarFile(
                new HeaderChannel(archive, MOST_HEADER_BYTES), 512, 512, StandardCharsets.UTF_8.name(), false)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                Kind kind = kind(entry);
                String path = path(entry.getName());
                if (kind == null || path.isEmpty()) {
                    continue;
                }
                if (kind == Kind.FILE && entry.isSparse()) {
                    throw new IOException(
                            "it has " + Printable.of(path, SHOWN) + " as a sparse file, which is not read");
                }
                if (kind == Kind.FILE && entry.getSize() > archive.sizeBytes() - entry.getDataOffset()) {
                    throw new IOException("it ends in the midst of " + Printable.of(path, SHOWN));
                }
                entries.add(new TarEntry(path, kind, entry.getDataOffset(), entry.getSize()));
            }
        }
        return entries;
    }

    private static Kind kind(TarArchiveEntry entry) {
        if (entry.isSymbolicLink() || entry.isLink()) {
            return Kind.LINK;
        }
        if (entry.isDirectory()) {
            return Kind.FOLDER;
        }
        boolean isOther = entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice();
        return entry.isFile() && !isOther ? Kind.FILE : null;
    }

    private static String path(String name) throws IOException {
        String path = Arrays.stream(name.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .collect(Collectors.joining("/"));
        if (List.of(path.split("/")).contains("..")) {
            throw new IOException("it names " + Printable.of(name, SHOWN) + ", which is outside of it");
        }
        return path;
    }

    /** Empty for the archive itself. */
    String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
