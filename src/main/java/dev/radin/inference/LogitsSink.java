package dev.radin.inference;

/** Where a pass leaves its logits. What a program scores the examples comes as logits of one class. */
public interface LogitsSink {

    /** Called once, before the first block: what is coming, [examples, classes] in all. */
    void begin(int examples, int classes);

    /** The next examples in the order of the dataset. */
    void write(Logits block);
}
