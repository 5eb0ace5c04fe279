package dev.radin.cli;

import picocli.CommandLine.Option;

/** The memory that buffers may take together. */
final class MemoryOption {

    private static final int FEWEST_MIB = 16;

    @Option(
            names = "--memory",
            defaultValue = "512",
            paramLabel = "MIB",
            description = "The most memory for buffers and tables (default: ${DEFAULT-VALUE}).")
    private int mib;

    long bytes() {
        return (long) Arguments.requireAtLeast(FEWEST_MIB, "--memory", mib) << 20;
    }
}
