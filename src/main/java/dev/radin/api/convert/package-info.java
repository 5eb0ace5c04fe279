/**
 * Resources of the shape of before the first release, turned into the present one.
 * Used by {@code cli}; may use {@code api.v1alpha1}.
 * Begin with {@link dev.radin.api.convert.Conversion}; what moves where is in {@link dev.radin.api.convert.OldSpec}.
 */
package dev.radin.api.convert;
