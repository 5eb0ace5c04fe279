package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import picocli.CommandLine.Option;

/** What becomes of averaged adapters. */
final class AdapterOptions {

    @Option(
            names = "--rank",
            paramLabel = "N",
            description =
                    "Of adapters: cut each module's update to this rank, by its singular values (default: the sum of the"
                            + " adapters' ranks, which is exact).")
    private Integer rank;

    @Option(
            names = "--merge-into",
            paramLabel = "BASE",
            description =
                    "Of adapters: write this checkpoint with the averaged updates in its weights, not an adapter.")
    private String base;

    /** The most that a module may have, or null. */
    Integer rank() {
        if (rank != null && base != null) {
            throw new RadinException(
                    Reason.InvalidSpec, "--rank and --merge-into: name one of them; what is merged need not be cut");
        }
        return rank == null ? null : Arguments.requireAtLeast(1, "--rank", rank);
    }

    /** Where to merge them into, or null. */
    String base() {
        return base;
    }

    /** @throws RadinException {@code InvalidSpec}, for what is averaged is no adapter */
    void failOnAny() {
        if (rank != null || base != null) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    (rank != null ? "--rank" : "--merge-into") + ": is for adapters, and these checkpoints are none");
        }
    }
}
