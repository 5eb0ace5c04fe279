package dev.radin.tensor;

import dev.radin.digest.Sha256;
import java.nio.ByteBuffer;

/** The SHA-256 of tensors' bytes, read a block after another into a buffer that is kept. For one thread. */
public final class TensorDigest {

    private static final int BLOCK_BYTES = 1 << 20;

    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);

    /** @return 64 hex digits */
    public String hex(TensorSource source, TensorInfo tensor) {
        Sha256 digest = new Sha256();
        for (long at = 0; at < tensor.sizeBytes(); at += BLOCK_BYTES) {
            block.clear().limit((int) Math.min(BLOCK_BYTES, tensor.sizeBytes() - at));
            source.read(tensor, at, block);
            digest.update(block.flip());
        }
        return digest.hex();
    }
}
