package dev.radin.tensor;

/**
 * Bounds on what untrusted files may make a reader do.
 *
 * @param headerBytes the largest safetensors header or index that is read
 * @param pickleBytes the largest pickle that is interpreted
 * @param pickleOperations the most pickle operations that are interpreted
 * @param zipEntries the most entries of an archive, tensors of a file, and shards of a checkpoint
 * @param bufferBytes the most memory that buffers may take together
 */
public record Limits(long headerBytes, long pickleBytes, long pickleOperations, int zipEntries, long bufferBytes) {

    public static final Limits DEFAULT = new Limits(100_000_000L, 64L << 20, 1_000_000L, 100_000, 512L << 20);
}
