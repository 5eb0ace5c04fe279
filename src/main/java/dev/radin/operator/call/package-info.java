/**
 * The operator's calls to the API server: how they are counted, and how they wait their turn.
 * Used by {@code operator} where it makes its client and its threads, and by {@code operator.reconcile}; uses no other package of {@code operator}.
 * Begin with {@link dev.radin.operator.call.ApiServerLine}.
 */
package dev.radin.operator.call;
