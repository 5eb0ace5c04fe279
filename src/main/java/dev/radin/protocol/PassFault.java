package dev.radin.protocol;

import dev.radin.fault.Reason;

/** Why a pass can never be made, whoever tries again with the same content. */
public record PassFault(Reason reason, String message) {}
