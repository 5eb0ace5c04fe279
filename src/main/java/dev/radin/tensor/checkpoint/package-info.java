/**
 * Checkpoints as people have them: the format of a file, shards and folders, wrappers in names, what fits what.
 * Used by {@code cache}, {@code weights} and the commands that take checkpoints; it knows no selection.
 * Begin with {@link dev.radin.tensor.checkpoint.Checkpoints}, then {@link dev.radin.tensor.checkpoint.NameMapping}.
 */
package dev.radin.tensor.checkpoint;
