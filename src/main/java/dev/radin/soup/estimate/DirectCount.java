package dev.radin.soup.estimate;

import dev.radin.soup.Threads;
import java.util.List;

/** Counts by the definition: sums in float64, soup by soup and example by example. It needs no memory beside the table. */
record DirectCount(MarginTable table, Threads threads) {

    long[] correct(List<WeightedSoup> soups) {
        long[] correct = new long[soups.size()];
        Slices.each(threads, soups.size(), (first, end) -> {
            for (int k = first; k < end; k++) {
                WeightedSoup soup = soups.get(k);
                correct[k] = table.alwaysCorrect()
                        + table.undecided().stream()
                                .filter(example -> example.correct(soup.members(), soup.weights()))
                                .count();
            }
        });
        return correct;
    }
}
