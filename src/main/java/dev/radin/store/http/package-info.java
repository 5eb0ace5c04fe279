/**
 * Requests to servers that answer late, in part, from elsewhere, or not at all: tried again, led on, and read in parallel.
 * Used by every store that is reached over HTTP; it knows nothing of any one of them.
 * Begin with {@link dev.radin.store.http.Http}, then {@link dev.radin.store.http.Ranges}; stores of buckets begin with
 * {@link dev.radin.store.http.BucketStore}.
 */
package dev.radin.store.http;
