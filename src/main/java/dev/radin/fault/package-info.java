/**
 * What went wrong, in one word and one sentence: reasons, exit codes, and texts that are safe to print.
 * Used by every package, and uses none.
 * Begin with {@link dev.radin.fault.Reason} and {@link dev.radin.fault.RadinException}.
 */
package dev.radin.fault;
