/**
 * Objects of buckets that speak S3, of Amazon and of others.
 * Used by {@link dev.radin.store.Stores}.
 * Begin with {@link dev.radin.store.s3.S3Store}, then {@link dev.radin.store.s3.Bucket}.
 *
 * <p>It signs its requests itself and looks for credentials where pods have them, without Amazon's SDK: a worker is then ready
 * in half the time, nothing is added to images, and transfers take half the processor time.
 */
package dev.radin.store.s3;
