package dev.radin.tensor;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/**
 * How a reader refuses one file: the same reason and URI each time, with what is wrong and what to do about it.
 *
 * @param reason {@code CorruptModel} for a checkpoint, {@code InvalidInput} for a dataset
 */
public record Refusal(Reason reason, String uri) {

    /** The exception to throw, both texts without a full stop at the end. */
    public RadinException because(String problem, String advice) {
        return new RadinException(reason, uri + ": " + problem + ". " + advice + ".");
    }
}
