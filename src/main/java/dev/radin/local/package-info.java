/**
 * A selection run on one machine: its stages one after another, their progress, the dry run and the table of results.
 * Used by {@code cli}; may use {@code worker}, {@code plan} and {@code status}.
 * Begin with {@link dev.radin.local.LocalExecutor}.
 */
package dev.radin.local;
