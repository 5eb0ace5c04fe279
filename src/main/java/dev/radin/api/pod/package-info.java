/**
 * What a resource may say of pods: the schema, the rules beside it, and how one template lies over another.
 * Used by {@code api.v1alpha1} and {@code operator.resource}.
 * Begin with {@link dev.radin.api.pod.PodSchema} and {@link dev.radin.api.pod.PodRules}.
 */
package dev.radin.api.pod;
