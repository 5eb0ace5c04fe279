package dev.radin.soup.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Some examples of {@link KeptClasses}, of one dataset, which one thread takes at a time.
 *
 * @param masses of their labels; null where all are one, as of hard labels
 * @param weight of each example in the mean
 */
record KeptPart(LeadBatch batch, double[] masses, double weight) {

    /** Always the same, whatever the threads. */
    static List<KeptPart> cut(List<KeptRow> rows, int columns, double weight) {
        List<KeptRow> sorted = rows.stream()
                .sorted(Comparator.comparingInt(row -> -row.leads().length))
                .toList();
        List<KeptPart> parts = new ArrayList<>();
        for (int first = 0; first < sorted.size(); ) {
            int width = LeadBatch.width(sorted.get(first).leads().length);
            int end = Math.min(sorted.size(), first + width);
            parts.add(of(sorted.subList(first, end), columns, weight));
            first = end;
        }
        return parts;
    }

    private static KeptPart of(List<KeptRow> rows, int columns, double weight) {
        boolean hard = rows.stream().allMatch(row -> row.labelled() == null);
        return new KeptPart(
                new LeadBatch(rows.stream().map(KeptRow::leads).toArray(float[][]::new), columns),
                hard ? null : rows.stream().mapToDouble(KeptRow::mass).toArray(),
                weight);
    }
}
