package dev.radin.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What identifies a version of a stored object without reading it.
 *
 * @param uri absolute
 * @param version ETag or modification time; empty when the store gives nothing that can be trusted
 * @param modified when the content was written
 * @param digest {@code sha256:<hex>} of the content where the store says so, which nobody has checked yet
 */
public record Stat(String uri, long sizeBytes, String version, Instant modified, Optional<String> digest) {

    /** Of a store that knows no digests. */
    public Stat(String uri, long sizeBytes, String version, Instant modified) {
        this(uri, sizeBytes, version, modified, Optional.empty());
    }
}
