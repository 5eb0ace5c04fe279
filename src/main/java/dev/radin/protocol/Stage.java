package dev.radin.protocol;

/** The steps of a selection, in order; {@code rank} and {@code evaluate} alternate in rounds. */
public enum Stage {
    inspect,
    extract,
    rank,
    evaluate,
    publish;

    /** Whether the stage runs the network, and so wants a GPU. */
    public boolean makesPasses() {
        return this == extract || this == evaluate;
    }
}
