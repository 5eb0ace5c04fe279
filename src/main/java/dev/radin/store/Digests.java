package dev.radin.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Content digests, as {@code sha256:<64 hex digits>}. */
public final class Digests {

    private static final int BLOCK_BYTES = 1 << 18;

    private Digests() {}

    /** Of a stored object, read once from start to end. */
    public static String of(Blob blob) {
        MessageDigest digest = sha256();
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long position = 0; position < blob.sizeBytes(); position += BLOCK_BYTES) {
            block.clear().limit((int) Math.min(BLOCK_BYTES, blob.sizeBytes() - position));
            blob.read(position, block);
            digest.update(block.flip());
        }
        return text(digest);
    }

    public static String of(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(content);
        return text(digest);
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String text(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
