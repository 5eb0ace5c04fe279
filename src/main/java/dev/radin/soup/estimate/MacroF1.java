package dev.radin.soup.estimate;

import dev.radin.soup.ClassCounts;
import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Macro F1, from the classes that can be predicted at all: for each example the winner of the mean over all models and the
 * classes that beat it in some model.
 *
 * @param settled examples that have one such class only
 */
record MacroF1(int classes, ClassCounts settled, List<Contenders> open) implements SetEstimator {

    /**
     * An example whose prediction depends on the mixture.
     *
     * @param classes that can be predicted, ascending
     * @param logits rows of [models], one a class
     */
    record Contenders(int label, int[] classes, float[] logits) {

        /** The first argmax of the averaged logits, summed in float64 in the order of the members. */
        int prediction(int[] members, double[] weights) {
            int models = logits.length / classes.length;
            int best = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int r = 0; r < classes.length; r++) {
                double sum = 0;
                for (int k = 0; k < members.length; k++) {
                    double z = logits[r * models + members[k]];
                    sum += weights == null ? z : weights[k] * z;
                }
                if (sum > highest) {
                    highest = sum;
                    best = classes[r];
                }
            }
            return best;
        }
    }

    /** Empty when it would hold more than {@code mostBytes} of logits. */
    static Optional<MacroF1> of(ValidationSet set, long mostBytes) {
        LogitsTable logits = set.logits();
        return LogitsSweep.each(logits, mostBytes, () -> new ContendersFinder(logits, set.labels()))
                .map(found -> {
                    ClassCounts settled = new ClassCounts(logits.classes());
                    List<Contenders> open = new ArrayList<>();
                    for (Contenders one : found) {
                        if (one.classes.length == 1) {
                            settled.add(one.label, one.classes[0]);
                        } else {
                            open.add(one);
                        }
                    }
                    return new MacroF1(logits.classes(), settled, open);
                });
    }

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        return mixtures.stream().parallel().mapToDouble(this::utility).toArray();
    }

    private double utility(Mixture mixture) {
        WeightedSoup soup = WeightedSoup.of(mixture);
        ClassCounts counts = settled.copy();
        for (Contenders one : open) {
            counts.add(one.label, one.prediction(soup.members(), soup.weights()));
        }
        return Metric.MacroF1.utility(counts.macroF1());
    }

    @Override
    public double operations() {
        return open.stream().mapToDouble(one -> one.logits.length / 2.0).sum();
    }

    private static final class ContendersFinder implements LogitsSweep.Finder<Contenders> {

        private final Labels labels;
        private final int classes;
        private final MarginScan leads;

        ContendersFinder(LogitsTable table, Labels labels) {
            this.labels = labels;
            this.classes = table.classes();
            this.leads = new MarginScan(table);
        }

        @Override
        public Contenders find(float[][] logits, int place, int example) {
            int base = place * classes;
            int winner = winner(logits, base);
            leads.scan(logits, base, example, winner);
            int[] contenders = java.util.stream.IntStream.range(0, classes)
                    .filter(c -> c == winner || leads.beatsInSome(c))
                    .toArray();
            float[] rows = new float[contenders.length * logits.length];
            for (int r = 0; r < contenders.length; r++) {
                System.arraycopy(
                        MarginScan.column(logits, base + contenders[r]), 0, rows, r * logits.length, logits.length);
            }
            return new Contenders(labels.label(example), contenders, rows);
        }

        /** Any class would do as the one to compare with; a strong one leaves few others. */
        private int winner(float[][] logits, int base) {
            double[] sums = new double[classes];
            for (float[] z : logits) {
                for (int c = 0; c < classes; c++) {
                    sums[c] += z[base + c];
                }
            }
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = sums[c] > sums[best] ? c : best;
            }
            return best;
        }

        @Override
        public long bytes(Contenders found) {
            return (long) Float.BYTES * found.logits.length;
        }
    }
}
