package dev.radin.store;

import java.nio.ByteBuffer;

/**
 * An object being written. Nobody sees it until {@link #publish()}; closing it unpublished leaves nothing behind.
 * Failures are {@code OutputNotWritable} or {@code StorageFailed} (a full disk among them), with the URI in the message.
 */
public interface Publication extends AutoCloseable {

    /** Where it will be, as messages print it. */
    String uri();

    /** Appends what remains of {@code source}. */
    void write(ByteBuffer source);

    /**
     * Makes the object visible, whole, unless one is there already: then that one stays.
     *
     * @return true when this content was published, false when the race was lost to an earlier one
     */
    boolean publish();

    @Override
    void close();
}
