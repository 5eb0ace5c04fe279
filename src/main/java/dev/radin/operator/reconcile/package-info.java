/**
 * One look at a selection: observe, decide, act, write the status.
 * Used by {@link dev.radin.operator.RadinOperator} alone; may use every other package of {@code operator}.
 * Begin with {@link dev.radin.operator.reconcile.SelectionReconciler}; what is decided is in {@link dev.radin.operator.reconcile.Decider}.
 */
package dev.radin.operator.reconcile;
