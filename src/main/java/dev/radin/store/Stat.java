package dev.radin.store;

/**
 * What identifies a version of a stored object without reading it.
 *
 * @param uri absolute
 * @param version ETag or modification time; empty when the store gives nothing that can be trusted
 */
public record Stat(String uri, long sizeBytes, String version) {}
