package dev.radin.soup;

/** The raw logits of N models over one dataset, [examples, classes] a model, read by blocks of examples. */
public interface LogitsTable extends AutoCloseable {

    int models();

    int examples();

    int classes();

    /** What messages call a model, best the URI of its logits. */
    String name(int model);

    /**
     * Reads the logits of one model for examples {@code first .. first + count - 1} into the start of {@code target},
     * row by row: [count, classes]. May be called by several threads at once.
     */
    void read(int model, int first, int count, float[] target);

    /** Lets go of files, where the logits are in any. */
    @Override
    default void close() {}
}
