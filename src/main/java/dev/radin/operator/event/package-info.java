/**
 * Kubernetes Events about a selection.
 * Used by {@code operator.reconcile} before it writes a status that differs from the one before.
 * Begin with {@link dev.radin.operator.event.SelectionEvents}.
 */
package dev.radin.operator.event;
