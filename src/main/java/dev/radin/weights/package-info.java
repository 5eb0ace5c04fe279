/**
 * The weights of models and soups under the names of one architecture, averaged on scratch, ready to be loaded.
 * Used by {@code report}, which publishes them, and {@code worker}, which runs them.
 * Begin with {@link dev.radin.weights.SoupWeights}.
 */
package dev.radin.weights;
