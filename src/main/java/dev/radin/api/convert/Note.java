package dev.radin.api.convert;

import dev.radin.api.v1alpha1.Problem;

/**
 * What people should know about a conversion.
 *
 * @param resource the name of the SoupSelection, or nothing
 * @param said the old field and what has become of it
 */
public record Note(String resource, Problem said) {}
