package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the competitors of an example's label, by three rules that lose nothing; what "beats" means, see {@link MarginScan}.
 *
 * <ol>
 *   <li>A class that beats the label in no model is no competitor.
 *   <li>Where a class beats the label in all models, the example is never correct: nothing is found.
 *   <li>A competitor whose logits nowhere exceed another's is not needed when that other one wins ties against the label, or
 *       when neither does.
 * </ol>
 */
final class UndecidedExampleFinder implements LogitsSweep.Finder<Optional<UndecidedExample>> {

    /** Among many competitors only the strongest are asked whether they dominate: keeping a competitor too many loses nothing. */
    private static final int MOST_ASKED = 32;

    private final Labels labels;
    private final int classes;
    private final MarginScan leads;
    /** Of the example at hand, ascending. */
    private final int[] competitors;

    UndecidedExampleFinder(LogitsTable table, Labels labels) {
        this.labels = labels;
        this.classes = table.classes();
        this.leads = new MarginScan(table);
        this.competitors = new int[classes];
    }

    /** Empty when the example is never correct; without a competitor when it always is. */
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
        return Optional.of(UndecidedExample.of(
                logits, base, label, count > 1 ? undominated(logits, base, label, count) : firstCompetitors(count)));
    }

    @Override
    public long bytes(Optional<UndecidedExample> found) {
        return found.map(example -> (long) Float.BYTES * example.logits().length)
                .orElse(0L);
    }

    private int[] firstCompetitors(int count) {
        return Arrays.copyOf(competitors, count);
    }

    private int[] undominated(float[][] logits, int base, int label, int count) {
        float[][] columns = new float[count][];
        double[] strength = new double[count];
        for (int r = 0; r < count; r++) {
            columns[r] = MarginScan.column(logits, base + competitors[r]);
            for (float z : columns[r]) {
                strength[r] += z;
            }
        }
        // The strongest first: nothing dominates what has a larger sum, as summing is monotone.
        int[] kept = new int[count];
        int size = 0;
        for (int r : strongestFirst(strength)) {
            boolean dominated = false;
            for (int k = 0; k < Math.min(size, MOST_ASKED) && !dominated; k++) {
                boolean winsTheSameTies = competitors[kept[k]] < label || competitors[r] > label;
                dominated = winsTheSameTies && nowhereBelow(columns[kept[k]], columns[r]);
            }
            if (!dominated) {
                kept[size++] = r;
            }
        }
        return Arrays.stream(kept, 0, size).sorted().map(r -> competitors[r]).toArray();
    }

    private static int[] strongestFirst(double[] strength) {
        int[] order = new int[strength.length];
        for (int r = 0; r < order.length; r++) {
            int at = r;
            for (; at > 0 && strength[order[at - 1]] < strength[r]; at--) {
                order[at] = order[at - 1];
            }
            order[at] = r;
        }
        return order;
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
