package dev.radin.store.oci;

import dev.radin.fault.Printable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How files lie in a layer. */
enum Packing {
    /** It is a file itself. */
    FILE,
    /** A tar archive, whose files are read in place. */
    TAR,
    TAR_GZIP,
    TAR_ZSTD;

    /** {@code …tar}, {@code …tar+gzip}, {@code …tar.gzip} and their like. */
    private static final String ARCHIVE = ".*[.+](tar|tgz)([.+-](gzip|zstd|gz))?$";

    private static final int SHOWN = 300;

    static Packing of(String mediaType) {
        if (!mediaType.matches(ARCHIVE)) {
            return FILE;
        }
        return mediaType.endsWith("zstd") ? TAR_ZSTD : mediaType.endsWith("tar") ? TAR : TAR_GZIP;
    }

    /** Whether it is unpacked before it is read. */
    boolean isCompressed() {
        return this == TAR_GZIP || this == TAR_ZSTD;
    }

    /** What a library says is wrong, with names of untrusted files in it. */
    static String words(Exception e) {
        String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Printable.of(words.replaceFirst("[.]$", ""), SHOWN);
    }

    /** The archive that is packed so in {@code bytes}, of any number of members or frames. */
    InputStream unpacked(InputStream bytes) throws IOException {
        return switch (this) {
            case TAR_GZIP -> GzipCompressorInputStream.builder()
                    .setInputStream(bytes)
                    .setDecompressConcatenated(true)
                    .get();
            case TAR_ZSTD -> new ZstdStream(bytes);
            case FILE, TAR -> bytes;
        };
    }
}
