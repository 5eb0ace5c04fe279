package dev.radin.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes that come one block after another. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @return 64 hex digits, without anything before them */
    public static String hex(byte[] content) {
        return new Sha256().update(ByteBuffer.wrap(content)).hex();
    }

    /**
     * Of lines, each ended by a line feed. Two lists have the same text where a line has a line feed itself, so such a line may
     * only be the last.
     */
    public static String hex(Iterable<String> lines) {
        return hex((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** @param block read from its position to its limit */
    public Sha256 update(ByteBuffer block) {
        digest.update(block);
        return this;
    }

    /** Of all blocks until now, as 64 hex digits; afterwards it begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
