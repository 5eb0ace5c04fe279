package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the rivals of an example's label, by three rules that lose nothing; what "beats" means, see {@link LeadScan}.
 *
 * <ol>
 *   <li>A class that beats the label in no model is no rival.
 *   <li>Where a class beats the label in all models, the example is never correct: nothing is found.
 *   <li>A rival whose logits nowhere exceed another's is not needed when that other one wins ties against the label, or
 *       when neither does.
 * </ol>
 */
final class ContestFinder implements LogitsSweep.Finder<Optional<Contest>> {

    /** Among many rivals only the strongest are asked whether they dominate: keeping a rival too many loses nothing. */
    private static final int MOST_ASKED = 32;

    private final Labels labels;
    private final int classes;
    private final LeadScan leads;

    ContestFinder(LogitsTable table, Labels labels) {
        this.labels = labels;
        this.classes = table.classes();
        this.leads = new LeadScan(table);
    }

    /** Empty when the example is never correct; without a rival when it always is. */
    @Override
    public Optional<Contest> find(float[][] logits, int place, int example) {
        int label = labels.label(example);
        int base = place * classes;
        leads.scan(logits, base, example, label);
        List<Integer> rivals = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            if (leads.beatsInAll(c)) {
                return Optional.empty();
            }
            if (leads.beatsInSome(c)) {
                rivals.add(c);
            }
        }
        return Optional.of(contest(logits, base, label, rivals));
    }

    @Override
    public long bytes(Optional<Contest> found) {
        return found.map(contest -> (long) Float.BYTES * contest.logits().length)
                .orElse(0L);
    }

    private static Contest contest(float[][] logits, int base, int label, List<Integer> rivals) {
        float[][] columns = new float[rivals.size()][];
        double[] strength = new double[rivals.size()];
        for (int r = 0; r < columns.length; r++) {
            columns[r] = LeadScan.column(logits, base + rivals.get(r));
            for (float z : columns[r]) {
                strength[r] += z;
            }
        }
        // Nothing dominates what has a larger sum: summing is monotone.
        List<Integer> kept = new ArrayList<>();
        IntStream.range(0, columns.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer r) -> -strength[r]))
                .filter(r -> kept.stream()
                        .limit(MOST_ASKED)
                        .noneMatch(k -> (rivals.get(k) < label || rivals.get(r) > label)
                                && nowhereBelow(columns[k], columns[r])))
                .forEach(kept::add);
        kept.sort(null);

        return Contest.of(logits, base, label, kept.stream().map(rivals::get).toList());
    }

    private static boolean nowhereBelow(float[] stronger, float[] weaker) {
        for (int i = 0; i < stronger.length; i++) {
            if (stronger[i] < weaker[i]) {
                return false;
            }
        }
        return true;
    }
}
