/**
 * Passes that a program of the user's makes: protocol 1 of docs/evaluator.md. Begin with
 * {@link dev.radin.inference.external.Program}; what it wrote is read by {@link dev.radin.inference.external.PassOutput}.
 */
package dev.radin.inference.external;
