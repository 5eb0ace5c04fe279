package dev.radin.soup;

/**
 * What of this machine a computation may use. Nothing of it changes a number.
 *
 * @param memoryBytes for all that grows with the data
 */
public record Resources(long memoryBytes, Threads threads) {}
