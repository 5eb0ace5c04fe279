package dev.radin.soup.estimate;

import dev.radin.soup.LogitsTable;
import dev.radin.soup.Threads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The logits that decide whether a mixture is right: of each undecided example the label's and those of its competitors,
 * the classes that can beat the label in some mixture. Most classes never can and are left out, and examples without a
 * competitor are only counted. Counts over the table equal counts over all logits for every mixture, ties included.
 *
 * @param alwaysCorrect examples without a competitor
 */
record MarginTable(int models, int examples, int alwaysCorrect, List<UndecidedExample> undecided) {

    /**
     * Empty when the table would be larger than any machine keeps.
     *
     * @throws dev.radin.fault.RadinException InvalidInput when a logit is not finite; MachineUnfit when the table is larger
     *     than the memory
     */
    static Optional<MarginTable> of(ValidationSet set, RankingMemory memory, Threads threads) {
        LogitsTable logits = set.logits();
        LongAdder alwaysCorrect = new LongAdder();
        return LogitsSweep.each(
                        set, memory, threads, () -> new UndecidedExampleFinder(logits, set.labels(), alwaysCorrect))
                .map(undecided ->
                        new MarginTable(logits.models(), logits.examples(), alwaysCorrect.intValue(), undecided));
    }

    /** Pairs of a label and a competitor. */
    long competitors() {
        return undecided.stream().mapToLong(UndecidedExample::competitors).sum();
    }
}
