/**
 * The SoupSelection resource: its fields, its rules, reading and writing it. The CRD in crds/ is made from it.
 * Used by {@code status}, {@code operator} and {@code cli}; may use {@code protocol}, into which a resource is read.
 * Begin with {@link dev.radin.api.v1alpha1.SoupSelectionSpec}, then {@link dev.radin.api.v1alpha1.SpecValidator}.
 */
package dev.radin.api.v1alpha1;
