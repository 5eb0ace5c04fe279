/**
 * The status of a selection: conditions, counts, result, and what it remembers of stages that have ended.
 * Used by the operator and by {@code radin run}, so both say the same; may use {@code api}, {@code plan} and {@code protocol}.
 * Begin with {@link dev.radin.status.StatusWriter}.
 */
package dev.radin.status;
