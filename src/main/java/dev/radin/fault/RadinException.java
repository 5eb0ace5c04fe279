package dev.radin.fault;

/**
 * A failure that a user can understand and act on. Its message names what is wrong, where, and what to do, in one to a
 * few lines; it is shown as it is on the terminal, in conditions and in Events, so control characters that it quotes from
 * files and libraries are made visible here. Everything else that is thrown is a bug.
 */
public class RadinException extends RuntimeException {

    private final Reason reason;

    public RadinException(Reason reason, String message) {
        super(Printable.lines(message));
        this.reason = reason;
    }

    public RadinException(Reason reason, String message, Throwable cause) {
        super(Printable.lines(message), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
