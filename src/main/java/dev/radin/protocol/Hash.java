package dev.radin.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names made from content. */
public final class Hash {

    private Hash() {}

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of lines, so that no two different lists of them run together. */
    public static String sha256(Iterable<String> lines) {
        return sha256((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Short enough for names of folders and Jobs, long enough not to meet another by chance. */
    public static String brief(String hex) {
        return hex.substring(0, 16);
    }
}
