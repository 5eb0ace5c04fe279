package dev.radin.protocol;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
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

    /** @throws RadinException the fault itself, when it is not that of one model: then the others cannot go on either */
    public static ExcludedModel of(String model, RadinException fault) {
        if (!fault.reason().concernsOneModel()) {
            throw fault;
        }
        return new ExcludedModel(model, fault.reason(), fault.getMessage());
    }
}
