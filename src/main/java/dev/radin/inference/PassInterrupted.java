package dev.radin.inference;

/** The thread was interrupted during a pass, which stopped. The thread's interrupt flag stays set. */
public final class PassInterrupted extends RuntimeException {

    /** @param message what was interrupted */
    public PassInterrupted(String message) {
        super(message);
    }

    PassInterrupted(int done, int examples) {
        super("interrupted after " + done + " of " + examples + " examples");
    }
}
