package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Blob;
import dev.radin.store.FileFaults;
import dev.radin.store.ScratchFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Archives of compressed layers on scratch, unpacked from start to end with the digest of the layer checked. There is room for
 * what the scratch folder has free, and for no more than no weights ever make of a layer's size.
 */
record Unpacking(Path scratch, LongSupplier freeBytes) {

    /** Weights make one and a half, text five; the most is a thousand by gzip, and more by zstd. */
    private static final long MOST_TIMES = 100;

    /** What is too small to be told by how much it grows. */
    private static final long SMALL_BYTES = 64L << 20;

    private static final int BLOCK_BYTES = 1 << 18;

    static Unpacking to(Path scratch) {
        return new Unpacking(scratch, () -> free(scratch));
    }

    private static long free(Path scratch) {
        try {
            return Files.getFileStore(scratch).getUsableSpace();
        } catch (IOException e) {
            throw FileFaults.scratch(scratch, e);
        }
    }

    /**
     * Before anything is unpacked that together comes to more than there is room for, as far as that is known.
     *
     * @param packedBytes of layers, which unpack to no less
     * @throws RadinException {@code StorageFailed}
     */
    void requireRoom(String uri, long packedBytes) {
        long room = packedBytes == 0 ? 0 : freeBytes.getAsLong();
        if (packedBytes > room) {
            throw full(uri + ": its layers are compressed, and unpack", room);
        }
    }

    private RadinException full(String what, long room) {
        return new RadinException(
                Reason.StorageFailed,
                what + " to more than the " + (room >> 20) + " MiB that " + scratch
                        + " has free; free some space there, choose another folder with --scratch, or push it without"
                        + " compression, which is read in place");
    }

    /**
     * A file without a name, which is gone with the process.
     *
     * @param packed the layer
     * @throws RadinException {@code InputChanged} where it is not what its digest says, {@code InvalidInput}, {@code StorageFailed}
     */
    ScratchFile unpack(Layer layer, Blob packed) {
        long room = freeBytes.getAsLong();
        return ScratchFile.written(scratch, ".tar", file -> {
                    DigestedStream bytes = new DigestedStream(packed);
                    try (InputStream archive = layer.packing().unpacked(bytes)) {
                        copy(archive, file, layer, packed.uri(), room);
                    } catch (IOException e) {
                        requireDigest(bytes, layer, packed.uri());
                        throw new RadinException(
                                Reason.InvalidInput,
                                packed.uri() + ": its " + layer.shown() + " cannot be unpacked: " + Packing.words(e)
                                        + "; push it again",
                                e);
                    }
                    requireDigest(bytes, layer, packed.uri());
                })
                .withoutName();
    }

    private void copy(InputStream archive, ScratchFile file, Layer layer, String uri, long room) throws IOException {
        long most = Math.max(SMALL_BYTES, MOST_TIMES * layer.sizeBytes());
        byte[] block = new byte[BLOCK_BYTES];
        long written = 0;
        for (int count = archive.read(block); count >= 0; count = archive.read(block)) {
            written += count;
            if (written > most) {
                throw new RadinException(
                        Reason.InvalidInput,
                        uri + ": its " + layer.shown() + " unpacks to more than " + MOST_TIMES
                                + " times its size, as no weights do; push it without compression");
            }
            if (written > room) {
                throw full(uri + ": its " + layer.shown() + " is compressed, and unpacks", room);
            }
            file.write(ByteBuffer.wrap(block, 0, count));
        }
    }

    private static void requireDigest(DigestedStream bytes, Layer layer, String uri) {
        if (!bytes.digest().equals(layer.digest())) {
            throw new RadinException(
                    Reason.InputChanged,
                    uri + ": its " + layer.shown() + " is not what its digest says; push it again");
        }
    }
}
