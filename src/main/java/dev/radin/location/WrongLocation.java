package dev.radin.location;

/** What is wrong with a URI, and what to do about it, without the URI. */
final class WrongLocation extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongLocation(String message) {
        super(message);
    }
}
