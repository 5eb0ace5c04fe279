package dev.radin.store;

import dev.radin.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The version of a file: when its content was written, and when anything about it changed. The second moves even when a
 * copy keeps the first, and also when only owner, mode or links change.
 */
public final class FileVersion {

    private static final String WRITTEN = "mtime ";
    private static final String CHANGED = " ctime ";

    private FileVersion() {}

    static String of(Instant written, Instant changed) {
        return WRITTEN + written + CHANGED + changed;
    }

    /**
     * Whether the content may be the same although the versions differ: the file's size and time of writing say so, and its
     * owner, its mode or its links may have changed. Only its content can tell.
     */
    public static boolean mayHoldTheSame(String version, String other) {
        return written(version).equals(written(other));
    }

    /** Of several files that are one thing. */
    public static String ofAll(List<String> versions) {
        return versions.size() == 1
                ? versions.get(0)
                : WRITTEN + digest(versions.stream().map(FileVersion::written).toList()) + CHANGED + digest(versions);
    }

    private static String digest(List<String> lines) {
        return Sha256.hex(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
    }

    private static String written(String version) {
        int end = version.indexOf(CHANGED);
        return version.startsWith(WRITTEN) && end > 0 ? version.substring(0, end) : version;
    }
}
