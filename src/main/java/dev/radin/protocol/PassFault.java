package dev.radin.protocol;

import dev.radin.fault.Reason;

/**
 * Why a pass can never be made, whoever tries again with the same content.
 *
 * @param example whose logits are not finite, from 0; null for other faults, and for those that earlier versions wrote
 */
public record PassFault(Reason reason, String message, Integer example) {}
