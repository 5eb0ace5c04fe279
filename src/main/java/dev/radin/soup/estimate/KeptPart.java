package dev.radin.soup.estimate;

import java.util.List;

/**
 * Some examples of {@link KeptClasses}, of one dataset, which one thread takes at a time.
 *
 * @param masses of their labels; null where all are one, as of hard labels that weigh the same
 * @param weight of each example in the mean
 */
record KeptPart(LeadBatch batch, double[] masses, double weight) {

    static List<KeptPart> cut(List<KeptRow> rows, int columns, double weight) {
        return LeadBatch.cut(rows, KeptRow::leads).stream()
                .map(part -> of(part, columns, weight))
                .toList();
    }

    private static KeptPart of(List<KeptRow> rows, int columns, double weight) {
        boolean equal = rows.stream().allMatch(row -> row.mass() == 1);
        return new KeptPart(
                new LeadBatch(rows.stream().map(KeptRow::leads).toArray(float[][]::new), columns),
                equal ? null : rows.stream().mapToDouble(KeptRow::mass).toArray(),
                weight);
    }
}
