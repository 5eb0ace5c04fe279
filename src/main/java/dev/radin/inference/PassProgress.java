package dev.radin.inference;

/** Told after every batch. */
@FunctionalInterface
public interface PassProgress {

    void examplesDone(int done);
}
