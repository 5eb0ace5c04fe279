/**
 * The commands of {@code radin}: options, output, exit codes.
 * Used by nothing; may use every package.
 * Begin with {@link dev.radin.cli.Radin}; each command is a class of its own.
 */
package dev.radin.cli;
