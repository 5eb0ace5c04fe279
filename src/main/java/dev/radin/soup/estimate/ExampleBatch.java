package dev.radin.soup.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Some examples side by side, those with the most competitors first, so that a kernel goes over the s-th competitor of all
 * of them in one plain loop: these are the first {@code lengths[s]} of the examples.
 */
record ExampleBatch(List<SizedExample> examples, int[] lengths) {

    /** So many pairs of label and competitor that a kernel's rows for them stay in a processor's cache. */
    private static final int PAIRS = 2048;

    /** @param examples each with a competitor */
    static List<ExampleBatch> cut(List<SizedExample> examples) {
        List<SizedExample> sorted = examples.stream()
                .sorted(Comparator.comparingInt((SizedExample c) -> -c.competitors().length))
                .toList();
        List<ExampleBatch> batches = new ArrayList<>();
        int first = 0;
        int pairs = 0;
        for (int e = 0; e < sorted.size(); e++) {
            pairs += sorted.get(e).competitors().length;
            if (pairs >= PAIRS || e == sorted.size() - 1) {
                batches.add(of(sorted.subList(first, e + 1)));
                first = e + 1;
                pairs = 0;
            }
        }
        return batches;
    }

    private static ExampleBatch of(List<SizedExample> examples) {
        int[] lengths = new int[examples.get(0).competitors().length];
        for (SizedExample example : examples) {
            for (int s = 0; s < example.competitors().length; s++) {
                lengths[s]++;
            }
        }
        return new ExampleBatch(List.copyOf(examples), lengths);
    }

    int width() {
        return examples.size();
    }

    /** How many competitors the example with the most has. */
    int slots() {
        return lengths.length;
    }
}
