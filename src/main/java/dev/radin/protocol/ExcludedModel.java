package dev.radin.protocol;

import dev.radin.fault.Reason;

/** A model that takes no part, and why. */
public record ExcludedModel(String model, Reason reason, String message) {}
