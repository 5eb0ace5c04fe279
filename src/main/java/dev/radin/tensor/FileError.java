package dev.radin.tensor;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/**
 * How a reader refuses one file: the same reason and URI each time, with what is wrong and what to do about it.
 *
 * @param reason {@code CorruptModel} for a checkpoint, {@code InvalidInput} for a dataset
 */
public record FileError(Reason reason, String uri) {

    private static final int MOST_CHARACTERS = 1000;

    /** The exception to throw, both texts without a full stop at the end. They may quote the file. */
    public RadinException because(String problem, String advice) {
        return new RadinException(reason, uri + ": " + Printable.of(problem, MOST_CHARACTERS) + ". " + advice + ".");
    }
}
