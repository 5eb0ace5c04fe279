package dev.radin.soup.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Some contests side by side, those with the most rivals first, so that a kernel goes over the s-th rival of all of them in
 * one plain loop: these are the first {@code lengths[s]} of the contests.
 */
record ExampleBatch(List<SizedExample> contests, int[] lengths) {

    /** So many pairs of label and rival that a kernel's rows for them stay in a processor's cache. */
    private static final int PAIRS = 2048;

    /** @param contests each with a rival */
    static List<ExampleBatch> cut(List<SizedExample> contests) {
        List<SizedExample> sorted = contests.stream()
                .sorted(Comparator.comparingInt((SizedExample c) -> -c.rivals().length))
                .toList();
        List<ExampleBatch> chunks = new ArrayList<>();
        int first = 0;
        int pairs = 0;
        for (int e = 0; e < sorted.size(); e++) {
            pairs += sorted.get(e).rivals().length;
            if (pairs >= PAIRS || e == sorted.size() - 1) {
                chunks.add(of(sorted.subList(first, e + 1)));
                first = e + 1;
                pairs = 0;
            }
        }
        return chunks;
    }

    private static ExampleBatch of(List<SizedExample> contests) {
        int[] lengths = new int[contests.get(0).rivals().length];
        for (SizedExample contest : contests) {
            for (int s = 0; s < contest.rivals().length; s++) {
                lengths[s]++;
            }
        }
        return new ExampleBatch(List.copyOf(contests), lengths);
    }

    int width() {
        return contests.size();
    }

    /** How many rivals the contest with the most has. */
    int slots() {
        return lengths.length;
    }
}
