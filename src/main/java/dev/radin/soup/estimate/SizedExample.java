package dev.radin.soup.estimate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A contest as soups of equal weights with at least so many members see it: only the rivals that can still win.
 *
 * @param rivals indices into the contest's; empty when every such soup is correct
 */
record SizedExample(UndecidedExample contest, int[] rivals) {

    static SizedExample whole(UndecidedExample contest) {
        return new SizedExample(contest, IntStream.range(0, contest.rivals()).toArray());
    }

    /**
     * The mean lead of any members is at most that of the {@code members} largest leads, if they are at least as many, and
     * at least that of as many smallest ones.
     *
     * @return empty when no such soup is correct
     */
    static Optional<SizedExample> of(UndecidedExample contest, int members) {
        int[] kept = new int[contest.rivals()];
        int count = 0;
        double[] leads = new double[contest.models()];
        for (int r = 0; r < kept.length; r++) {
            for (int i = 0; i < leads.length; i++) {
                leads[i] = contest.lead(r, i);
            }
            Arrays.sort(leads);
            double smallest = 0;
            double largest = 0;
            for (int k = 0; k < members; k++) {
                smallest += leads[k];
                largest += leads[leads.length - 1 - k];
            }
            double doubt = 2 * contest.roundingOfSums(r);
            if (smallest > doubt) {
                return Optional.empty();
            }
            if (largest >= -doubt) {
                kept[count++] = r;
            }
        }
        return Optional.of(new SizedExample(contest, Arrays.copyOf(kept, count)));
    }
}
