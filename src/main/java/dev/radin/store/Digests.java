package dev.radin.store;

import dev.radin.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Content digests, as {@code sha256:<64 hex digits>}. */
public final class Digests {

    private static final String PREFIX = "sha256:";
    private static final int BLOCK_BYTES = 1 << 18;

    private Digests() {}

    /** Of a stored object, read once from start to end. */
    public static String of(Blob blob) {
        Sha256 digest = new Sha256();
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long position = 0; position < blob.sizeBytes(); position += BLOCK_BYTES) {
            block.clear().limit((int) Math.min(BLOCK_BYTES, blob.sizeBytes() - position));
            blob.read(position, block);
            digest.update(block.flip());
        }
        return PREFIX + digest.hex();
    }

    public static String of(byte[] content) {
        return PREFIX + Sha256.hex(content);
    }

    /**
     * Of several files that are one thing, whatever folder they are in: the digest of the lines {@code <name> <digest>},
     * sorted by name, each ended by a line feed.
     */
    public static String ofFiles(Map<String, String> digestByName) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(digestByName)
                .forEach((name, digest) ->
                        lines.append(name).append(' ').append(digest).append('\n'));
        return of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
