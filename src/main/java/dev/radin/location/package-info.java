/**
 * URIs of models, datasets, caches and outputs as values: parsed once, taken further, printed without secrets.
 * Used by everything that names a file; it opens none.
 * Begin with {@link dev.radin.location.Location}.
 */
package dev.radin.location;
