package dev.radin.protocol;

import dev.radin.fault.Printable;
import dev.radin.fault.Reason;

/** A model that takes no part, and why. */
public record ExcludedModel(String model, Reason reason, String message) {

    /** The message may come from a cache or a pod that others write. */
    public ExcludedModel {
        Whole.text(model, Whole.NAME, "the excluded model's name");
        Whole.present(reason, "the reason of an exclusion");
        Whole.present(message, "the message of an exclusion");
        message = Printable.lines(message);
    }
}
