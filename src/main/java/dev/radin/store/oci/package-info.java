/**
 * Artifacts of OCI registries, whose files are layers of their own, which are read and never written.
 * Used by {@link dev.radin.store.Stores}.
 * Begin with {@link dev.radin.store.oci.OciStore}.
 */
package dev.radin.store.oci;
