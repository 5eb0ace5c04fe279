package dev.radin.inference.external;

import dev.radin.fault.RadinException;
import dev.radin.inference.PassInterrupted;
import dev.radin.inference.PassProgress;

/** A program of the user's that makes passes. For one thread. */
public interface Program extends AutoCloseable {

    /**
     * Has it make a pass, and waits for the end of that.
     *
     * @throws RadinException {@code InvalidSpec} when it cannot be started; {@code WorkerFailed} when it died, or took longer
     *     than its deadline; {@code InvalidInput} when it gave up or does not keep the protocol
     * @throws PassInterrupted when the thread was interrupted; the program is ended then
     */
    Answer run(PassRequest request, PassProgress progress);

    /** Ends it, and whatever it has started. */
    @Override
    void close();

    /**
     * What a program says of a pass that it has made.
     *
     * @param examples null where it does not say
     * @param lastWords for messages about what it wrote
     */
    record Answer(Long examples, String lastWords) {}
}
