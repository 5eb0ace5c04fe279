package dev.radin.status;

import dev.radin.fault.Printable;
import dev.radin.protocol.Truncation;

/** Messages of bounded length that are fit for a terminal, whatever a cluster or a worker says. */
final class Texts {

    private static final int LONGEST = 1024;

    private Texts() {}

    static String brief(String message) {
        return message == null ? null : Truncation.toCharacters(Printable.lines(message), LONGEST);
    }
}
