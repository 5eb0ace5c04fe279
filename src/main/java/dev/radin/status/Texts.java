package dev.radin.status;

import dev.radin.fault.Printable;
import dev.radin.fault.Truncation;

/** Messages of others, made short enough for a status and safe to print. */
final class Texts {

    private static final int MOST_BYTES = 1024;

    private Texts() {}

    static String brief(String message) {
        return message == null ? null : Truncation.toBytes(Printable.lines(message), MOST_BYTES);
    }
}
