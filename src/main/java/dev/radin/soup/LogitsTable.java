package dev.radin.soup;

/** The raw logits of N models over one dataset, [examples, classes] a model, read by blocks of examples. */
public interface LogitsTable {

    int models();

    int examples();

    int classes();

    /**
     * Reads the logits of one model for examples {@code first .. first + count - 1} into the start of {@code target},
     * row by row: [count, classes].
     */
    void read(int model, int first, int count, float[] target);
}
