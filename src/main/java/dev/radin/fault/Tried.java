package dev.radin.fault;

import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What came of something that is tried beside others, to be looked at in their order.
 *
 * @param fault null for none
 */
public record Tried<T>(T value, RadinException fault) {

    /** @param kept the reasons of faults that do not keep the others from being tried; all else is thrown */
    public static <T> Tried<T> of(Predicate<Reason> kept, Supplier<T> attempt) {
        try {
            return new Tried<>(attempt.get(), null);
        } catch (RadinException e) {
            if (!kept.test(e.reason())) {
                throw e;
            }
            return new Tried<>(null, e);
        }
    }

    /** The value, or throws the fault. */
    public T get() {
        if (fault != null) {
            throw fault;
        }
        return value;
    }
}
