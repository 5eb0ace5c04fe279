package dev.radin.inference;

/** A network ran out of memory; it is as it was before, and a smaller batch may be tried. */
public final class BatchTooLarge extends RuntimeException {

    /** @param message what the device said, in one line */
    public BatchTooLarge(String message, Throwable cause) {
        super(message, cause);
    }
}
