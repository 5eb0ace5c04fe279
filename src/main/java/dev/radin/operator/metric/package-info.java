/**
 * What Prometheus reads at /q/metrics.
 * Used by {@code operator.reconcile} after a status was written, and by the reconciler's framework.
 * Begin with {@link dev.radin.operator.metric.SelectionMetrics}.
 */
package dev.radin.operator.metric;
