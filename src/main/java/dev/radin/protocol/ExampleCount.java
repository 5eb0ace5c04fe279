package dev.radin.protocol;

/** How many examples of a dataset a program scored in its first pass over it; each other pass has as many. */
public record ExampleCount(int examples) {}
