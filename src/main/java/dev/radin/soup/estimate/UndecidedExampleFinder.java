package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds the competitors of an example's label, by three rules that lose nothing; what "beats" means, see {@link MarginScan}.
 *
 * <ol>
 *   <li>A class that beats the label in no model is no competitor; without any the example is always correct.
 *   <li>Where a class beats the label in all models, the example is never correct.
 *   <li>A competitor whose logits nowhere exceed another's is not needed when that other one wins ties against the label, or
 *       when neither does.
 * </ol>
 */
final class UndecidedExampleFinder implements LogitsSweep.Finder<UndecidedExample> {

    private final Labels labels;
    private final int classes;
    private final MarginScan leads;
    private final LongAdder alwaysCorrect;
    /** Of the example at hand, ascending. */
    private final int[] competitors;

    private final DominatedCompetitors dominated;

    /** @param alwaysCorrect counts the examples that every mixture gets right */
    UndecidedExampleFinder(LogitsTable table, Labels labels, LongAdder alwaysCorrect) {
        this.labels = labels;
        this.classes = table.classes();
        this.leads = new MarginScan(table);
        this.alwaysCorrect = alwaysCorrect;
        this.competitors = new int[classes];
        this.dominated = new DominatedCompetitors(classes);
    }

    /** Empty when the example is always or never correct. */
    @Override
    public Optional<UndecidedExample> find(float[][] logits, int place, int example) {
        int label = labels.label(example);
        int base = place * classes;
        leads.scan(logits, base, example, label);
        int count = 0;
        for (int c = 0; c < classes; c++) {
            if (leads.beatsInSome(c)) {
                if (leads.beatsInAll(c)) {
                    return Optional.empty();
                }
                competitors[count++] = c;
            }
        }
        if (count == 0) {
            alwaysCorrect.increment();
            return Optional.empty();
        }
        int kept = dominated.remove(logits, base, label, competitors, count);
        return Optional.of(UndecidedExample.of(logits, base, label, Arrays.copyOf(competitors, kept)));
    }

    @Override
    public long bytes(UndecidedExample found) {
        return found.bytes();
    }
}
