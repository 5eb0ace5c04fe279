/**
 * Repositories of the Hugging Face hub, or of a mirror, which are read and never written.
 * Used by {@link dev.radin.store.Stores}.
 * Begin with {@link dev.radin.store.hub.HubStore}.
 */
package dev.radin.store.hub;
