/**
 * Blobs of Azure Blob Storage, by its REST API.
 * Used by {@link dev.radin.store.Stores}.
 * Begin with {@link dev.radin.store.az.AzStore}, then {@link dev.radin.store.az.AzContainer}.
 *
 * <p>Microsoft's library logs in to Entra, which is what one does not write oneself; its client of the store is left out, so that
 * all stores share one way to try again, to say what is wrong and to bound memory.
 */
package dev.radin.store.az;
