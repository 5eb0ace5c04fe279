/**
 * Which mixtures are worth an evaluation: pure functions of what is known.
 * Used by the stage {@code rank} and by {@code radin rank}.
 * Begin with {@link dev.radin.soup.strategy.Strategy}, and {@code Auto}, the default.
 */
package dev.radin.soup.strategy;
