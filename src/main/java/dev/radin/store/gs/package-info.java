/**
 * Objects of Google Cloud Storage, by its JSON API.
 * Used by {@link dev.radin.store.Stores}.
 * Begin with {@link dev.radin.store.gs.GsStore}, then {@link dev.radin.store.gs.GsBucket}.
 *
 * <p>Google's library logs in, which is what one does not write oneself; its client of the store is left out, which would bring
 * forty more megabytes and read no faster.
 */
package dev.radin.store.gs;
