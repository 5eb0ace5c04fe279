/**
 * What selections keep and find again: digests of inputs, passes named by what determines them, results named by content.
 * Used by {@code weights}, {@code report} and {@code worker}; nothing in here runs a network.
 * Begin with {@link dev.radin.cache.Workspace}, then {@link dev.radin.cache.PassCache}.
 */
package dev.radin.cache;
