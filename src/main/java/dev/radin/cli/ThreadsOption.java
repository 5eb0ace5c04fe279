package dev.radin.cli;

import dev.radin.fault.OutOfRange;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import picocli.CommandLine.Option;

/** How many CPU threads work; it changes no result. */
final class ThreadsOption {

    /** More than any machine has processors that help. */
    private static final int MOST = 1024;

    @Option(
            names = "--threads",
            defaultValue = "0",
            paramLabel = "N",
            description = "CPU threads (default: all processors).")
    private int threads;

    /** 0 for all processors. */
    int count() {
        if (threads < 0 || threads > MOST) {
            throw new RadinException(
                    Reason.InvalidSpec, "--threads: " + OutOfRange.of(threads, 1, MOST) + ", or 0 for all processors");
        }
        return threads;
    }
}
