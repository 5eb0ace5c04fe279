/**
 * Jobs and pods as the informers' caches hold them, and what they report: ends, receipts, trouble.
 * Used by {@code operator.reconcile}; asks the API server for nothing but what Events and
 * queues say of Jobs that are stuck.
 * Begin with {@link dev.radin.operator.observe.ObservedJob}.
 */
package dev.radin.operator.observe;
