package dev.radin.store;

import java.time.Instant;

/**
 * What identifies a version of a stored object without reading it.
 *
 * @param uri absolute
 * @param version ETag or modification time; empty when the store gives nothing that can be trusted
 * @param modified when the content was written
 */
public record Stat(String uri, long sizeBytes, String version, Instant modified) {}
