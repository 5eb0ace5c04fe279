package dev.radin.soup.estimate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An example as soups of equal weights with at least so many members see it: only the competitors that can still win.
 *
 * @param competitors indices into the example's; empty when every such soup is correct
 */
record SizedExample(UndecidedExample example, int[] competitors) {

    static SizedExample whole(UndecidedExample example) {
        return new SizedExample(
                example, IntStream.range(0, example.competitors()).toArray());
    }

    /**
     * The mean lead of any members is at most that of the {@code members} largest leads, if they are at least as many, and
     * at least that of as many smallest ones.
     *
     * @return empty when no such soup is correct
     */
    static Optional<SizedExample> of(UndecidedExample example, int members) {
        int[] kept = new int[example.competitors()];
        int count = 0;
        double[] leads = new double[example.models()];
        for (int r = 0; r < kept.length; r++) {
            for (int i = 0; i < leads.length; i++) {
                leads[i] = example.lead(r, i);
            }
            Arrays.sort(leads);
            double smallest = 0;
            double largest = 0;
            for (int k = 0; k < members; k++) {
                smallest += leads[k];
                largest += leads[leads.length - 1 - k];
            }
            double doubt = 2 * example.roundingOfSums(r);
            if (smallest > doubt) {
                return Optional.empty();
            }
            if (largest >= -doubt) {
                kept[count++] = r;
            }
        }
        return Optional.of(new SizedExample(example, Arrays.copyOf(kept, count)));
    }
}
