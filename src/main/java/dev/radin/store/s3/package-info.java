/**
 * Objects of buckets that speak S3, of Amazon and of others.
 * Used by {@link dev.radin.store.Stores}.
 * Begin with {@link dev.radin.store.s3.S3Store}, then {@link dev.radin.store.s3.Bucket}.
 *
 * <p>Credentials and signatures are by Amazon's SDK. Requests are not: over the SDK's own client, transfers take twice the
 * processor time, and what is sent again after which failure would be decided in two places.
 */
package dev.radin.store.s3;
