package dev.radin.inference;

/** Where a pass leaves its logits. */
public interface LogitsSink {

    /** Called once, before the first block: what is coming, [examples, classes] in all. */
    void begin(int examples, int classes);

    /** The next examples in the order of the dataset. */
    void write(Logits block);
}
