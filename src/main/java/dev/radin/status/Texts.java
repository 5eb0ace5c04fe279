package dev.radin.status;

/** Messages of bounded length, so that a status stays small whatever a cluster or a worker says. */
final class Texts {

    private static final int LONGEST = 1024;

    private Texts() {}

    static String brief(String message) {
        return message == null || message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    }
}
