package dev.radin.inference;

/** The thread was interrupted during a pass, which stopped after a batch. The thread's interrupt flag stays set. */
public final class PassInterrupted extends RuntimeException {

    PassInterrupted(int done, int examples) {
        super("interrupted after " + done + " of " + examples + " examples");
    }
}
