package dev.radin.cli;

import dev.radin.tensor.Limits;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The bounds on what input files may make this machine do. */
final class LimitOptions {

    enum Bound {
        header,
        pickle,
        operations,
        entries
    }

    @Mixin
    private MemoryOption memory;

    @Option(
            names = "--limit",
            paramLabel = "BOUND=N",
            description =
                    "Raises a bound on files that you trust: header=BYTES (default: 100 MB), pickle=BYTES (64 MiB),"
                            + " operations=N of a pickle (1000000), entries=N of an archive or a header (100000).")
    private Map<Bound, Long> bounds = Map.of();

    Limits limits() {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                bound(Bound.header, usual.headerBytes()),
                bound(Bound.pickle, usual.pickleBytes()),
                bound(Bound.operations, usual.pickleOperations()),
                Math.toIntExact(bound(Bound.entries, usual.zipEntries())),
                memory.bytes());
    }

    /** Headers and pickles are read into one array, and entries are counted in 32 bits. */
    private long bound(Bound bound, long usual) {
        return Arguments.requireBetween(
                1, Integer.MAX_VALUE - 8, "--limit " + bound, bounds.getOrDefault(bound, usual));
    }
}
