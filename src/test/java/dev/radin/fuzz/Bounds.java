package dev.radin.fuzz;

import dev.radin.tensor.Limits;

/** Limits small enough for the fuzzer to reach, and for a heap of 256 MiB. */
public final class Bounds {

    public static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 100_000, 10_000, 32 << 20);

    private Bounds() {}
}
