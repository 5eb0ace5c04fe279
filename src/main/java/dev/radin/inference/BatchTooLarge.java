package dev.radin.inference;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/** A network ran out of memory; it is as it was before, and a smaller batch may be tried. */
public final class BatchTooLarge extends RuntimeException {

    /** @param message what the device said, in one line */
    public BatchTooLarge(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What is said when there is no smaller batch to try.
     *
     * @param network its name
     * @param batch as {@code a single example of} with the dataset
     */
    RadinException refusal(String network, String batch, String deviceType) {
        return new RadinException(
                Reason.WorkerFailed,
                network + ": " + batch + " does not fit into the memory of this "
                        + (deviceType.equals("cpu") ? "machine" : "GPU") + ": " + getMessage(),
                this);
    }
}
