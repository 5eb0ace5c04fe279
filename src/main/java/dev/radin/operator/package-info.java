/**
 * The process that takes SoupSelections of a cluster to their soups: its start, its preflight and its health.
 * Used by the command {@code radin operator}; may use {@code plan}, {@code status}, {@code api} and {@code protocol}.
 * Begin with {@link dev.radin.operator.RadinOperator}, then {@link dev.radin.operator.reconcile.SelectionReconciler}.
 */
package dev.radin.operator;
