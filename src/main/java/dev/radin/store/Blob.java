package dev.radin.store;

import dev.radin.fault.RadinException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An open stored object, read at any position. Reads may come from several threads at once. */
public interface Blob extends AutoCloseable {

    /** The absolute URI, as messages print it. */
    String uri();

    long sizeBytes();

    /** {@code sha256:<hex>} of the content where the store says so, which nobody has checked yet. */
    default Optional<String> digest() {
        return Optional.empty();
    }

    /**
     * Fills what remains of {@code target} with the bytes from {@code position} on.
     *
     * @throws RadinException {@code StorageFailed}, or {@code InputChanged} when the object ends before the target is full
     */
    void read(long position, ByteBuffer target);

    @Override
    void close();
}
