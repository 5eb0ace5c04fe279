/**
 * The one way in which content is hashed.
 * Used by every package, and uses none; what is named by a hash is the business of its users.
 * Begin with {@link dev.radin.digest.Sha256}.
 */
package dev.radin.digest;
