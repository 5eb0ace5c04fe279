package dev.radin.status;

import dev.radin.protocol.Truncation;

/** Messages of bounded length, so that a status stays small whatever a cluster or a worker says. */
final class Texts {

    private static final int LONGEST = 1024;

    private Texts() {}

    static String brief(String message) {
        return message == null ? null : Truncation.toCharacters(message, LONGEST);
    }
}
