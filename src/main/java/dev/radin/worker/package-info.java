/**
 * The stages: one class each, which reads what earlier stages wrote, computes, publishes, and gives a receipt.
 * Used by {@code local}, which runs them in this process, and by the command that runs in pods.
 * Begin with {@link dev.radin.worker.Worker}; {@link dev.radin.worker.PassMaker} runs networks for three of them.
 */
package dev.radin.worker;
