package dev.radin.api.v1alpha1;

import dev.radin.protocol.SelectionDocument;
import java.util.List;

/**
 * A resource that every rule was tried on, and what it asks for.
 *
 * @param document null when there are problems
 * @param problems none when the resource can be run
 */
public record CheckedSelection(SoupSelection resource, SelectionDocument document, List<Problem> problems) {}
