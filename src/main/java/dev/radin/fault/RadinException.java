package dev.radin.fault;

/**
 * A failure that a user can understand and act on. Its message names what is wrong, where, and what to do, in one to a
 * few lines; it is shown as it is on the terminal, in conditions and in Events. Everything else that is thrown is a bug.
 */
public class RadinException extends RuntimeException {

    private final Reason reason;

    public RadinException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RadinException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
