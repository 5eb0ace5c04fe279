package dev.radin.protocol;

import dev.radin.fault.Printable;
import dev.radin.fault.Reason;

/** A model that takes no part, and why. */
public record ExcludedModel(String model, Reason reason, String message) {

    /** The message may come from a cache or a pod that others write. */
    public ExcludedModel {
        message = Printable.lines(message);
    }
}
