package dev.radin.operator.observe;

import java.util.List;

/**
 * The Jobs that a selection owns.
 *
 * @param jobs the oldest first
 * @param unreadable those that do not say what they do, by name; no decision depends on what they did
 */
public record Observation(List<ObservedJob> jobs, List<UnreadableJob> unreadable) {}
