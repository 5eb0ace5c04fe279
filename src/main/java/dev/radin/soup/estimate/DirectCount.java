package dev.radin.soup.estimate;

import dev.radin.soup.Threads;
import java.util.List;

/** Counts for soups of equal weights by the definition: sums in float64, soup by soup and example by example. */
record DirectCount(MarginTable table, Threads threads) {

    /** @param soups the members of each, ascending */
    long[] correct(List<int[]> soups) {
        long[] correct = new long[soups.size()];
        Slices.each(threads, soups.size(), (first, end) -> {
            for (int k = first; k < end; k++) {
                int[] members = soups.get(k);
                correct[k] = table.alwaysCorrect()
                        + table.undecided().stream()
                                .filter(example -> example.correct(members, null))
                                .count();
            }
        });
        return correct;
    }
}
