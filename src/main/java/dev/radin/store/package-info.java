/**
 * Files by URI: read by byte ranges, written whole or not at all, told apart by their versions.
 * Used by everything that touches a file; it knows nothing of what is in one.
 * Begin with {@link dev.radin.store.Store}, then {@link dev.radin.store.Publication}.
 */
package dev.radin.store;
